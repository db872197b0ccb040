//! Ten thousand damaged files: none makes the reader panic, every refusal gives a reason, and every proposal keeps its promises.

use crate::{
    beside,
    book::{ods, ods_rows, rows, xlsx},
    layouts::{DFE, FINGERTIPS, LAIT, LOOK_UP, TEMPLATE, TIDY, known},
    named,
};
use domain::{
    area::AreaCode,
    figure::{Measured, Reading},
    proposal::{Proposal, ProposedIndicator},
    series::Breakdown,
    slug::Slug,
};
use exchange::import::{Known, Limits, Mapping, Options, read};
use std::{
    collections::{HashMap, HashSet},
    io::Cursor,
};

/// A small generator of numbers that look random, the same ones each time: xorshift of 64 bits.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, most: usize) -> usize {
        (self.next() % most.max(1) as u64) as usize
    }
}

/// Pieces inserted into files.
const PIECES: [&str; 34] = [
    ",",
    "\"",
    "\n",
    "\r\n",
    ";",
    "\t",
    "c",
    "z",
    "*",
    "<5",
    "-",
    "0",
    "-1",
    "1e308",
    "1e999",
    "NaN",
    "999999999999999999",
    "2018",
    "2018/19",
    "2016/17-18/19",
    "E10000025",
    "Total",
    " × ",
    "=",
    "\u{feff}",
    "é",
    "\0",
    "%",
    "0.5",
    "201718",
    "Academic year",
    "2019-99",
    "\u{1f}",
    "2018 (prov)",
];

/// Damages a file in one to five places.
fn damage(bytes: &mut Vec<u8>, chance: &mut Chance) {
    for _ in 0..=chance.below(5) {
        let at = chance.below(bytes.len() + 1);
        let until = (at + chance.below(12)).min(bytes.len());
        match chance.below(8) {
            0 => bytes.truncate(at),
            1 => drop(bytes.drain(at..until)),
            2 => {
                let piece = bytes[at..until].to_vec();
                let to = chance.below(bytes.len() + 1);
                bytes.splice(to..to, piece);
            }
            3 if at < bytes.len() => bytes[at] = chance.next() as u8,
            4 if at < bytes.len() => bytes[at] ^= 1 << chance.below(8),
            5 => {
                // A line twice, or with the end of another.
                let line = bytes[at..]
                    .iter()
                    .position(|byte| *byte == b'\n')
                    .map_or(bytes.len(), |end| at + end + 1);
                let piece = bytes[at..line].to_vec();
                bytes.splice(line..line, piece);
            }
            _ => {
                let piece = PIECES[chance.below(PIECES.len())];
                bytes.splice(at..at, piece.bytes());
            }
        }
    }
}

/// What every proposal guarantees.
fn keeps_its_promises(proposal: &Proposal) {
    let mut apart = HashSet::new();
    let indicators: HashMap<&Slug, &ProposedIndicator> =
        proposal.indicators.iter().map(|indicator| (&indicator.slug, indicator)).collect();
    assert_eq!(indicators.len(), proposal.indicators.len(), "slugs are apart");
    let areas: HashSet<&AreaCode> = proposal.areas.iter().map(|area| &area.code).collect();
    let of_series: Vec<&ProposedIndicator> = proposal
        .series
        .iter()
        .map(|series| {
            assert!(apart.insert(series), "series are apart");
            assert!(areas.contains(&series.area), "the area is proposed");
            assert_eq!(Breakdown::parse(&series.breakdown.to_string()).as_ref(), Some(&series.breakdown));
            indicators[&series.indicator]
        })
        .collect();
    let mut before = None;
    for figure in &proposal.figures {
        let key = (figure.series, figure.period);
        assert!(before < Some(key), "figures are in order, each once");
        before = Some(key);
        assert!(figure.row > 0);
        let indicator = of_series[figure.series as usize];
        assert_eq!(indicator.frequency, figure.period.kind(), "one kind of period");
        if let Reading::Value(measured) = figure.reading {
            let (value, fraction, interval) = (measured.value(), measured.fraction(), measured.interval());
            let judged =
                Measured::new(indicator.measure, indicator.decimals, Some(value), fraction, interval);
            assert!(judged.is_ok(), "{judged:?} {indicator:?} {measured:?}");
        }
    }
    assert!(
        proposal.indicators.iter().all(|indicator| indicator.decimals <= 6 && !indicator.name.is_empty())
    );
    for problem in &proposal.problems {
        assert!(!problem.reason.trim().is_empty() && problem.reason.len() < 1_000, "{problem:?}");
    }
    assert!(proposal.questions.iter().all(|question| question.kinds.len() > 1));
    assert!(proposal.problems.len() <= 200);
}

fn try_to_read(bytes: &[u8], options: &Options, known: &Known) -> bool {
    match read(Cursor::new(bytes), known, options, &mut |_| ()) {
        Ok(proposal) => {
            keeps_its_promises(&proposal);
            true
        }
        Err(faults) => {
            assert!(!faults.is_empty() && faults.iter().all(|fault| !fault.message.is_empty()));
            false
        }
    }
}

/// The headings of a real file, and some of its rows.
fn some_rows(whole: &[u8], chance: &mut Chance) -> Vec<u8> {
    let from = whole.iter().position(|byte| *byte == b'\n').unwrap_or(0) + 1;
    let start = from + chance.below(whole.len() - from);
    let mut bytes = whole[..from].to_vec();
    bytes.extend_from_slice(&whole[start..(start + 800).min(whole.len())]);
    bytes
}

#[test]
fn ten_thousand_damaged_files_are_read_or_refused() {
    let mapped = "Council,Year,Sex,Number\nOxfordshire,2018-19,Total,\"1,200\"\nOxfordshire,2018,F,600\n";
    let mapping = Mapping::parse("Council=area\nYear=period\nSex=filter\nNumber=value").expect("a mapping");
    let made = [
        (TIDY, named("x.csv")),
        (DFE, named("x.csv")),
        (FINGERTIPS, named("x.csv")),
        (LAIT, Options { areas: Some(LOOK_UP.into()), ..named("x.csv") }),
        (TEMPLATE, named("x.csv")),
        (mapped, Options { mapping: Some(mapping), ..named("x.csv") }),
    ];
    let areas = Some(LOOK_UP.as_bytes().to_vec());
    let real: Vec<(Vec<u8>, Options)> = [
        "real/ees_absence_in_prus.csv",
        "real/ees_cin_b1_children_in_need_2013_2025.csv",
        "real/ees_cin_cla_absence_la_201819_202425.csv",
        "real/ees_exclusions_by_reason.csv",
        "real/fingertips_90284_injuries_0_14_region_parent.csv",
        "real/lait_oxfordshire_and_neighbours.csv",
    ]
    .into_iter()
    .filter_map(|file| Some((beside(file)?, Options { areas: areas.clone(), ..named(file) })))
    .collect();
    let mut chance = Chance(0x9E37_79B9_7F4A_7C15);
    let (known, unknown) = (known(), Known::default());
    let mut read = 0;
    for round in 0..10_000 {
        // Hand-made and real ones in turn; hand-made ones only where there are no real ones.
        let place = round % (made.len() + real.len());
        let (mut bytes, options) = match made.get(place) {
            Some((text, options)) => (text.as_bytes().to_vec(), options),
            None => {
                let (whole, options) = &real[place - made.len()];
                (some_rows(whole, &mut chance), options)
            }
        };
        damage(&mut bytes, &mut chance);
        let known = if chance.below(2) == 0 { &known } else { &unknown };
        read += usize::from(try_to_read(&bytes, options, known));
    }
    assert!(read > 5_000, "most can still be read: {read}");
}

#[test]
fn damaged_workbooks_are_read_or_refused() {
    std::panic::set_hook(Box::new(|_| ()));
    let limits = Limits { unpacked: 4 << 20, ..Limits::default() };
    let options = Options { limits, ..named("x.xlsx") };
    let mut chance = Chance(0x2545_F491_4F6C_DD1D);
    let mut read = 0;
    for round in 0..600 {
        let mut inside = if round % 2 == 0 { rows(DFE) } else { ods_rows(DFE) }.into_bytes();
        damage(&mut inside, &mut chance);
        let inside = String::from_utf8_lossy(&inside).into_owned();
        let mut bytes = if round % 2 == 0 { xlsx(&[("Sheet1", &inside)]) } else { ods(&inside) };
        if chance.below(4) == 0 {
            damage(&mut bytes, &mut chance);
        }
        read += usize::from(try_to_read(&bytes, &options, &Known::default()));
    }
    let _ = std::panic::take_hook();
    assert!(read > 50, "many can still be read: {read}");
}
