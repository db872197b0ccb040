//! timing
use std::io::BufReader;
fn main() {
    let path = std::env::args().nth(1).expect("path");
    let started = std::time::Instant::now();
    let file = BufReader::with_capacity(1 << 16, std::fs::File::open(&path).expect("file"));
    let options = exchange::import::Options { name: path.clone(), ..Default::default() };
    let proposal = exchange::import::read(file, &Default::default(), &options, &mut |_| ());
    match proposal {
        Ok(p) => println!(
            "{} rows {} figures {} series {} refused {:?} {:?}",
            p.rows,
            p.figures.len(),
            p.series.len(),
            p.refused,
            p.problems.first(),
            p.notes
        ),
        Err(f) => println!("{f:?}"),
    }
    println!("{:?} size {}", started.elapsed(), std::mem::size_of::<domain::proposal::ProposedFigure>());
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    for l in status.lines().filter(|l| l.starts_with("VmHWM")) {
        println!("{l}");
    }
}
