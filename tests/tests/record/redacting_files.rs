//! Imported files lose a text that named a child, whoever removes it, on both engines.

use chrono::{DateTime, Utc};
use domain::{access::Role, proposal::RefusedCells, redaction::Redaction};
use storage::{Error, Record, redaction::redact};
use tests::{
    importing::{MORNING, NINE, PUBLISHED, RUTLAND, count, operator},
    on_both_engines,
    people::member,
    plans,
    proposals::{kept, proposal},
};

const NAME: &str = "Wilhelmina Threlkeld";

fn now() -> DateTime<Utc> {
    plans::moment("2030-01-01T09:00:00Z")
}

fn redaction() -> Redaction {
    Redaction::new(NAME, "A note named a child").expect("a redaction")
}

/// Takes a file in that brings one figure. Gives the number of the import.
async fn take_in(record: &Record, (name, bytes): (&str, &[u8]), value: &str) -> i64 {
    let proposal = proposal(&[(PUBLISHED, RUTLAND, "Total", "2022/23", value)]);
    let (desk, clock) = (operator(record).await, || plans::moment(NINE));
    let file = kept(name, bytes);
    let taken =
        storage::import::confirm(&desk, (&proposal, RefusedCells::Stop), file, None, clock, &mut |_| {})
            .await;
    taken.expect("taken in").number.expect("a new figure")
}

on_both_engines! {
    /// An administrator imports nothing, and redacts all the same where others did.
    async fn an_administrator_redacts_where_files_were_imported(record: Record) {
        plans::load(&record, plans::RUTLAND, MORNING).await;
        let number = take_in(&record, ("a.csv", format!("note\n{NAME}\n").as_bytes()), "71").await;
        let desk = member(&record, "Ada", Role::Administrator, "council").await.desk(&record).await;
        let redacted = redact(&desk, &redaction(), &[], now).await.expect("redacted").expect("something");
        assert_eq!(redacted.imports, [number]);
        let sql = "SELECT count(*) FROM audit WHERE action = 'redact text' AND outcome = 'done' AND person IS NOT NULL";
        assert_eq!(count(&record, sql).await, 1);
        for role in [Role::Viewer, Role::Analyst, Role::Approver, Role::PlanLead] {
            let desk = member(&record, role.as_str(), role, "council").await.desk(&record).await;
            assert!(matches!(redact(&desk, &redaction(), &[], now).await, Err(Error::Forbidden)), "{role}");
        }
        let sql = "SELECT count(*) FROM audit WHERE action = 'redact text' AND outcome = 'refused'";
        assert_eq!(count(&record, sql).await, 4);
    }
}
