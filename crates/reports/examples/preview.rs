//! Writes a pack to look at, as PDF and as spreadsheet, and prints how long each took:
//! `cargo run -p reports --example preview -- target/reports [indicators in each priority]`

#[path = "../../charts/src/tests/controlled.rs"]
#[expect(dead_code, reason = "the charts' own tests use more of it")]
mod controlled;
#[path = "../../charts/src/tests/fixture.rs"]
#[expect(dead_code, reason = "the charts' own tests use more of it")]
mod fixture;

use charts::{Size, line_chart};
use domain::{
    chart::Chart,
    document::{Block, Cell, Column, Document, Mark, Section, Sign, Table},
    pack::{Aimed, FORMAT, Forecast, Frozen, Kept, Measured, Step},
    wording,
};
use reports::{Layout, pdf, workbook};
use std::time::Instant;

/// Names of indicators, as a plan has them.
const NAMES: [&str; 6] = [
    "Persistent absence from school of pupils with a social worker",
    "Average Attainment 8 score per pupil",
    "Children who become looked after, per 10,000 children",
    "First-time entrants to the youth justice system",
    "Emergency admissions for self-harm, 10 to 24 years",
    "Young people not in education, employment or training",
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = std::path::PathBuf::from(arguments.next().unwrap_or_else(|| "target/reports".into()));
    let each = arguments.next().map_or(Ok(3), |number| number.parse())?;
    std::fs::create_dir_all(&folder)?;
    let made = chrono::DateTime::from_timestamp(1_559_900_000, 0).ok_or("no such moment")?;
    let frozen = frozen(each);
    let write = |name: &str, bytes: Vec<u8>, started: Instant| {
        println!("{name}: {:.2?}, {:.2} MB", started.elapsed(), bytes.len() as f64 / 1e6);
        std::fs::write(folder.join(name), bytes)
    };
    for name in ["pack.pdf", "pack.pdf"] {
        let started = Instant::now();
        write(name, pdf(&frozen.document, Layout::Full, made)?, started)?;
    }
    let started = Instant::now();
    write("exceptions.pdf", pdf(&frozen.exceptions, Layout::OnePage, made)?, started)?;
    let started = Instant::now();
    write("pack.xlsx", workbook(&frozen, made)?, started)?;
    Ok(())
}

fn document(title: &str, subtitle: &str, sections: Vec<Section>) -> Document {
    Document {
        title: title.into(),
        subtitle: subtitle.into(),
        partnership: "Oxfordshire Children's Trust".into(),
        cautions: vec![
            "The figures in this document are made up, to show what the program does.".into(),
            "For partners only: it contains figures that the public cannot see. Do not pass it on.".into(),
        ],
        as_at: "As the record stood on 7 June 2019 at 10:15, state 4,812.".into(),
        sections,
    }
}

fn frozen(each: usize) -> Frozen {
    let priorities = ["Children are safe where they live and learn", "Every child does well at school"];
    let mut sections = vec![agenda()];
    for (place, name) in priorities.iter().enumerate() {
        sections.push(priority(place, name, each));
    }
    sections.push(Section::new(
        "sources",
        "Sources",
        vec![Block::List(vec![
            "Department for Education, Pupil absence in schools in England, 2017 to 2018.".into(),
            "Oxfordshire County Council, returns of the partnership.".into(),
        ])],
    ));
    Frozen {
        format: FORMAT,
        number: 4812,
        document: document(
            "Children's Trust board, 12 June 2019",
            "Board pack of the Children and Young People's Plan, plan year 2018-19",
            sections,
        ),
        exceptions: exceptions(),
        figures: figures(),
        indicators: NAMES.iter().enumerate().map(|(place, name)| measured(place, name)).collect(),
        forecasts: vec![forecast()],
    }
}

fn agenda() -> Section {
    Section::new("agenda", "What this meeting is about", vec![
        Block::Finding("Of 24 indicators, 5 are rated red; 3 of them have become worse since the last meeting.".into()),
        Block::Told {
            title: "From the chair".into(),
            markdown: "Thank you for the returns. We look at **absence** first: the rise in *autumn* is not \
                explained by illness alone, as [the absence statistics](https://www.gov.uk/government/collections/statistics-pupil-absence) show.\n\n\
                - What do schools know about the pupils who are away most?\n- Who talks to their families?\n    1. Schools\n    2. Social workers\n"
                .into(),
        },
        Block::List(vec![
            "Minutes of 13 March 2019".into(),
            "Exceptions: what is red, what signals, what is asked".into(),
            "Priority 1: children are safe where they live and learn".into(),
        ]),
        Block::Table(ratings()),
    ])
}

fn ratings() -> Table {
    let row = |name: &str, value: &str, target: &str, sign, word: &str| {
        let cell = |text: &str| Cell::words(text);
        vec![cell(name), cell(value), cell(target), Cell { sign: Some(sign), ..Cell::words(word) }]
    };
    Table {
        caption: "Indicators by their ratings".into(),
        columns: vec![
            Column::words("Indicator"),
            Column::figures("Newest value"),
            Column::figures("Target"),
            Column::words("Rating"),
        ],
        rows: vec![
            row(NAMES[0], "12.4%", "10.0%", Sign::Red, "Red"),
            row(NAMES[1], "46.6", "47.0", Sign::Amber, "Amber"),
            row(NAMES[2], "61.2", "58.0", Sign::Red, "Red"),
            row(NAMES[3], "139", "150", Sign::Green, "Green"),
            row(NAMES[4], "[c]", "420.0", Sign::None, "Not rated"),
            row(NAMES[5], "2.9%", "3.0%", Sign::Green, "Green"),
        ],
    }
}

fn priority(place: usize, name: &str, each: usize) -> Section {
    let mut section = Section::new(
        format!("priority-{}", place + 1),
        format!("Priority {}: {name}", place + 1),
        vec![
            Block::Marks(vec![
                Mark { sign: Sign::Amber, word: "Amber, as its owner rates it".into() },
                Mark { sign: Sign::Worse, word: "1 indicator became worse".into() },
                Mark { sign: Sign::Better, word: "2 indicators became better".into() },
            ]),
            Block::Words(
                "The partnership wants fewer children to be harmed, and those who are to be helped sooner. \
                 Two of the actions of the plan year are late."
                    .into(),
            ),
        ],
    );
    section.parts = (0..each).map(|number| indicator(place * 3 + number)).collect();
    section
}

fn indicator(place: usize) -> Section {
    let name = NAMES[place % NAMES.len()];
    let fixtures = [fixture::absence(), fixture::attainment(), fixture::quarters(), fixture::pooled()];
    let svg = match place % 6 {
        number @ 0..4 => drawn(&fixtures[number].chart(), name),
        4 => drawn(&controlled::one_group().chart(), name),
        _ => drawn(&controlled::three_groups().chart(), name),
    };
    Section::new(format!("indicator-{place}"), name, vec![
        Block::Marks(vec![
            Mark { sign: Sign::Red, word: "Red: 2.4 pp from the target".into() },
            Mark { sign: Sign::Worse, word: "Worse than a year ago".into() },
        ]),
        Block::Finding("12.4% of pupils in 2017-18, from 11.2% the year before; the target is 10.0%.".into()),
        svg,
        Block::Facts(vec![
            ("Owner".into(), "Oxfordshire County Council".into()),
            ("Source".into(), "Department for Education, Pupil absence in schools in England".into()),
            ("Better".into(), "lower".into()),
        ]),
        Block::Told {
            title: "Why".into(),
            markdown: "Absence **rose in every locality**, most in Banbury. Illness explains about a third of the rise; \
                the rest is unauthorised.\n\nSchools say that support at home came late."
                .into(),
        },
        Block::Table(years()),
        Block::Aside("Figures of 2017-18 are provisional. [c] stands where showing a figure could identify a child.".into()),
    ])
}

fn drawn(chart: &Chart<'_>, name: &str) -> Block {
    let text = wording::chart_described(chart);
    Block::Chart { svg: line_chart(chart, Size::Wide, "chart", name, &text), text }
}

fn years() -> Table {
    let row = |cells: [&str; 6]| cells.into_iter().map(Cell::words).collect();
    let figures = ["2013-14", "2014-15", "2015-16", "2016-17", "2017-18"].map(Column::figures);
    Table {
        caption: "Persistent absence, per cent of pupils".into(),
        columns: [Column::words("Area")].into_iter().chain(figures).collect(),
        rows: vec![
            row(["Oxfordshire", "10.8", "11.0", "[c]", "11.2", "12.4"]),
            row(["South East", "10.7", "10.9", "10.6", "10.9", "11.3"]),
            row(["England", "10.7", "11.0", "10.5", "10.8", "11.2"]),
        ],
    }
}

fn exceptions() -> Document {
    let asked = Table {
        caption: "What is asked of the board".into(),
        columns: vec![Column::words("Proposal"), Column::words("From"), Column::words("By")],
        rows: (1..4)
            .map(|number| {
                vec![
                    Cell::words(format!(
                        "Agree to pay for {number} more attendance officers until the end of the school year"
                    )),
                    Cell::words("Oxfordshire County Council"),
                    Cell::words("12 July 2019"),
                ]
            })
            .collect(),
    };
    let why =
        Block::Told { title: "Why".into(), markdown: "The rise is *not* explained by illness alone.".into() };
    document(
        "Exceptions for the board, 12 June 2019",
        "Plan year 2018-19",
        vec![
            Section::new("red", "What is red", vec![Block::Table(ratings()), why]),
            Section::new(
                "signals",
                "What signals",
                vec![
                    Block::List(vec![
                        "Children who become looked after: the newest value is above the upper limit.".into(),
                        "First-time entrants: seven values in a row are below the mean.".into(),
                    ]),
                    drawn(&controlled::one_group().chart(), "Signals"),
                ],
            ),
            Section::new("asked", "What is asked", vec![Block::Table(asked)]),
        ],
    )
}

fn figures() -> Vec<Kept> {
    let one = |number: usize| Kept {
        indicator: format!("indicator-{}", number % NAMES.len()),
        area: ("E10000025".into(), "Oxfordshire".into()),
        breakdown: "Total".into(),
        period: format!("{}-{:02}", 2000 + number / 6, (number / 6 + 1) % 100),
        value: (number % 7 != 3).then_some(10.0 + (number as f64).sin()),
        printed: if number % 7 == 3 { "[c]".into() } else { "10.0".into() },
        absence: (number % 7 == 3).then(|| "confidential".into()),
        fraction: number.is_multiple_of(2).then_some((124.0, 1000.0)),
        status: "final".into(),
        note: (number == 0).then(|| "=SUM(A1:A9) is a text".into()),
    };
    (0..60).map(one).collect()
}

fn measured(place: usize, name: &str) -> Measured {
    Measured {
        slug: format!("indicator-{place}"),
        name: name.into(),
        unit: "per cent of pupils".into(),
        definition: "Pupils who miss 10% of their sessions or more.".into(),
        polarity: "lower is better".into(),
        source: "Department for Education".into(),
        owner: "Oxfordshire County Council".into(),
        decimals: 1,
    }
}

fn forecast() -> Forecast {
    let step = |period: &str, mean: f64| Step {
        period: period.into(),
        mean,
        within_80: (mean - 1.0, mean + 1.0),
        within_95: (mean - 2.0, mean + 2.0),
    };
    Forecast {
        indicator: "indicator-0".into(),
        area: "E10000025".into(),
        model: "exponential smoothing with a damped trend".into(),
        steps: vec![step("2019-20 Q1", 12.1), step("2019-20 Q2", 12.0)],
        target: Some(Aimed { period: "2019-20 Q2".into(), ends: (10.0, 10.0), probability: Some(0.12) }),
    }
}
