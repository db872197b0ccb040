//! What the record keeps, refuses and gives back, on both engines.

mod claims;
mod contract;
mod deciding;
mod history_kept;
mod importing;
mod kept_changes;
mod kept_records;
mod marks;
mod neighbours_and_tolerances;
mod pack_contract;
mod plan_exporting;
mod recording;
mod redacting;
mod redacting_files;
mod reference;
mod returning;
mod tables;
mod undoing;
mod whole;
