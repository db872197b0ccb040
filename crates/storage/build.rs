//! A changed migration rebuilds the program that carries it.

fn main() {
    println!("cargo::rerun-if-changed=../../migrations");
}
