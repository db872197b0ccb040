//! A tidy file of a million rows: the same on every machine, and as mixed as real ones.

use crate::failure::{Because, Outcome};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

const INDICATORS: u32 = 50;
const AREAS: u32 = 100;
const BREAKDOWNS: [&str; 5] = ["Total", "sex=Female", "sex=Male", "age band=0 to 4", "age band=5 to 17"];
/// Ten financial years of quarters.
const QUARTERS: u32 = 40;

/// Writes the file: indicators x areas x breakdowns x quarters. A figure in a hundred is an absence.
pub(super) fn write(path: &Path) -> Outcome<()> {
    let failed = || format!("{} could not be written", path.display());
    let mut file = BufWriter::with_capacity(1 << 20, File::create(path).because(failed)?);
    let mut state = 20_181_121_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state >> 8
    };
    writeln!(
        file,
        "indicator,indicator_name,measure,unit,decimals,polarity,area_code,area_name,area_level,breakdown,period,value,status"
    )
    .because(failed)?;
    for indicator in 0..INDICATORS {
        for area in 0..AREAS {
            for breakdown in BREAKDOWNS {
                for quarter in 0..QUARTERS {
                    let year = 2012 + quarter / 4;
                    let value = match next() % 100 {
                        0 => "c".to_owned(),
                        _ => format!("{}.{}", next() % 100, next() % 10),
                    };
                    let status = if quarter + 4 >= QUARTERS { "provisional" } else { "final" };
                    writeln!(
                        file,
                        "measure-of-something-{indicator},Measure of something {indicator},percentage,pupils,1,higher,E0600{:04},\
                         Area {area},local authority,{breakdown},{year}-{:02} Q{},{value},{status}",
                        1000 + area,
                        (year + 1) % 100,
                        quarter % 4 + 1
                    )
                    .because(failed)?;
                }
            }
        }
    }
    file.flush().because(failed)
}
