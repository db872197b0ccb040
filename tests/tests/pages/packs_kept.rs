//! A frozen pack stays what it is: whatever becomes of the plan, whatever a later program froze beside it, and whatever is damaged.

use axum::{Router, http::StatusCode};
use domain::{
    access::Role,
    figure::Approval,
    frozen::Kind,
    pack::{self, Pack},
    plan_edit::{Edit, Item, What},
};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::{
    io::Write as _,
    process::{Command, Stdio},
};
use storage::{Record, frozen::Frozen, plan::Edited, testing};
use tests::{
    application::{application, application_at, get, get_as, plain, post_as},
    contents::without_entities,
    importing::by_hand,
    on_both_engines,
    packs::{self, INDICATOR, PLAN, PRIORITY, slug},
    people::{Member, member},
    plans,
    recording::{MORNING, count},
};

const PACK: &str = "/packs/first-pack";
const OTHER: &str = "/packs/other-pack";
const LATER: &str = "2026-11-23T09:30:00Z";
/// What a program that wrote the first format froze. It is never changed: records hold such documents for ever. A program that writes
/// another format gets another file beside it.
const FIRST_FORMAT: &str = include_str!("../../frozen/format-1.json");
/// A pack with charts and forecasts, and a review, as version 0.1.0 froze them in that format (`tests/records`).
const FIRST_FORMAT_PACK: &str = include_str!("../../frozen/format-1-pack.json");
const FIRST_FORMAT_REVIEW: &str = include_str!("../../frozen/format-1-review.json");
const FILES: [&str; 3] = ["pack.pdf", "exceptions.pdf", "data.xlsx"];

/// The plan without its tolerances, which would keep their indicators and years where nothing else does.
fn plan() -> String {
    let blocks = ["2022\"\nabsolute = 1.5", "2024\"\npercent = 2.5", "2024\"\npercent = 10"];
    blocks.iter().fold(packs::placed(), |text, block| {
        let block = format!("[[indicator.tolerance]]\nfrom-year = \"{block}\n");
        assert!(text.contains(&block));
        text.replacen(&block, "", 1)
    })
}

async fn lead(record: &Record) -> Member {
    plans::load(record, &plan(), MORNING).await;
    by_hand(record, INDICATOR, "2022 Q1", "412", Approval::Approved).await;
    by_hand(record, INDICATOR, "2022 Q2", "398", Approval::Approved).await;
    member(record, "Lea Head", Role::PlanLead, "council").await
}

/// Everything that was given out as the pack: what the page prints of it, its hashes and the bytes of its files.
async fn given(application: &Router, who: &Member, address: &str) -> Vec<Vec<u8>> {
    let page = get_as(application, who, &format!("{address}?revised=no")).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.read());
    let mut given = vec![
        page.between("<article class=\"document\">", "</article>").into(),
        page.between("<dl class=\"in-words hashes\">", "</dl>").into(),
    ];
    for name in FILES {
        let file = get_as(application, who, &format!("{address}/{name}")).await;
        assert_eq!(file.status, StatusCode::OK, "{name}: {}", file.read());
        given.push(file.bytes);
    }
    given
}

/// The plan's text without all tables of some kind that name something.
fn without(text: &str, kind: &str, named: &str) -> String {
    let head = format!("[[{kind}]]\n");
    let (first, rest) = text.split_once("\n[[").expect("a table");
    let tables = rest.split("\n\n[[").map(|table| format!("[[{table}"));
    let tables: Vec<_> =
        tables.filter(|table| !(table.starts_with(&head) && table.contains(named))).collect();
    format!("{first}\n{}", tables.join("\n\n"))
}

/// Puts a frozen document beside the packs that there are, as another program would: by SQL, which may add and change nothing.
async fn freeze_otherwise(record: &Record, name: &str, model: &str, sha256: &str) -> Frozen {
    let pack = Pack { meeting: format!("The meeting of {name}"), ..packs::pack(name, 14) };
    packs::make(record, &pack, plans::moment(packs::NINE)).await;
    put_frozen(record, Kind::Pack, name, model, sha256).await
}

/// Adds a frozen document to the last write, which froze nothing so far.
async fn put_frozen(record: &Record, kind: Kind, name: &str, model: &str, sha256: &str) -> Frozen {
    let model = model.replace('\'', "''");
    let sql = format!(
        "INSERT INTO frozen (number, plan, kind, slug, seen, program, model, sha256) \
         SELECT max(number), '{PLAN}', '{kind}', '{name}', max(number) - 1, '99.0.0', '{model}', '{sha256}' FROM audit"
    );
    testing::execute(record, sql.leak()).await.expect("added");
    let desk = plans::operator(record).await;
    storage::frozen::one(&desk, &slug(PLAN), kind, &slug(name)).await.expect("readable").expect("a document")
}

/// Keeps a file of a document with bytes and a hash.
async fn keep(record: &Record, of: &Frozen, name: &str, bytes: &[u8], sha256: &str) {
    let bytes = hex(bytes);
    let bytes = match record.engine().await.expect("a name").starts_with("SQLite") {
        true => format!("X'{bytes}'"),
        false => format!("decode('{bytes}', 'hex')"),
    };
    let number = of.by.number;
    let sql = format!(
        "INSERT INTO frozen_file (frozen, name, sha256, bytes) VALUES ({number}, '{name}', '{sha256}', {bytes})"
    );
    testing::execute(record, sql.leak()).await.expect("kept");
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// What was kept of a pack, as JSON.
async fn model(record: &Record, of: &Frozen) -> String {
    storage::frozen::model(&plans::operator(record).await, of).await.expect("whole")
}

/// Every text of a document but the names of its parts, its drawings and its Markdown.
fn texts<'a>(of: &'a Value, words: &mut Vec<&'a str>) {
    match of {
        Value::String(text) => words.push(text),
        Value::Array(all) => all.iter().for_each(|one| texts(one, words)),
        Value::Object(all) => {
            let is_said = |key: &str| !["id", "set", "sign", "svg", "markdown"].contains(&key);
            all.iter().filter(|(key, _)| is_said(key)).for_each(|(_, one)| texts(one, words));
        }
        _ => {}
    }
}

/// The output of a program of poppler about a PDF.
fn said(program: &str, bytes: &[u8]) -> String {
    let file = tempfile::NamedTempFile::new().expect("a file");
    file.as_file().write_all(bytes).expect("written");
    let output = Command::new(program).arg(file.path()).stdin(Stdio::null()).output();
    let output = output.unwrap_or_else(|error| panic!("{program}: {error}"));
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

on_both_engines! {
    /// A priority of a year that has begun stays while it has indicators, and the refusal explains that; a plan file that
    /// drops it, and the indicator, is taken. Neither changes what the board was given.
    async fn what_is_retired_stays_in_what_was_frozen(record: Record) {
        let lead = lead(&record).await;
        packs::frozen(&record, "first-pack", 12).await;
        let application = application(record.clone());
        let before = given(&application, &lead, PACK).await;

        let outline = storage::outline::of(&plans::operator(&record).await, &slug(PLAN)).await.expect("readable").expect("a plan");
        let priority = outline.priorities.iter().find(|priority| priority.year == slug("2022")).expect("a priority");
        let indicator = outline.indicator_named(INDICATOR).expect("an indicator");
        for (item, sentence) in [
            (Item::Priority(priority.clone()), "stays in it with the indicators under it"),
            (Item::Indicator(indicator.clone()), "this cannot be removed: other plans and figures may refer to it"),
        ] {
            let edit = Edit { what: What::Remove(item.part(), item.key()), seen: Some(item.mark()) };
            let refused = storage::plan::edit(&plans::operator(&record).await, &slug(PLAN), &edit, || plans::moment(LATER)).await;
            let Ok(Edited::Refused(why)) = refused else { panic!("{refused:?}") };
            assert!(why.iter().any(|(_, said)| said.contains(sentence)), "{why:?}");
        }

        let without_indicator = without(&without(&plan(), "indicator", "slug = \"referrals\""), "series", "indicator = \"referrals\"");
        let without_indicator = without(&without_indicator, "target", "indicator = \"referrals\"");
        plans::load(&record, &without_indicator, LATER).await;
        assert_eq!(count(&record, "SELECT count(*) FROM placement WHERE superseded_in IS NULL AND indicator = 'referrals'").await, 0);
        assert_eq!(given(&application, &lead, PACK).await, before, "the indicator is gone");
        let page = get_as(&application, &lead, PACK).await;
        assert!(page.read().contains("No figures have been revised since."), "{}", page.read());

        let dropped = without(&without_indicator, "priority", "years = [\"2022\"]").replace("follows = \"ready-for-school\"\n", "");
        plans::load(&record, &dropped, LATER).await;
        assert_eq!(count(&record, "SELECT count(*) FROM priority WHERE superseded_in IS NULL AND year = '2022'").await, 0);
        assert_eq!(given(&application, &lead, PACK).await, before, "the priority is gone");

        // A draft shows that its priority is gone, and cannot be frozen until somebody changes it.
        packs::make(&record, &packs::pack("draft", 13), plans::moment(LATER)).await;
        let draft = get_as(&application, &lead, "/packs/draft").await;
        assert!(draft.status == StatusCode::OK && draft.read().contains("is no longer a priority of 2022"), "{}", draft.read());
        assert!(!draft.text.contains("Freeze the pack"), "it cannot be frozen");
    }

    /// A review retires a priority that a pack shows: the next year is without it, and the pack is what it was.
    async fn a_priority_that_a_review_retires_stays_in_what_was_frozen(record: Record) {
        let lead = lead(&record).await;
        packs::frozen(&record, "first-pack", 12).await;
        let application = application(record.clone());
        let before = given(&application, &lead, PACK).await;
        let retire = [
            ("priority", PRIORITY), ("replaces", ""), ("recommended", "retire"), ("because", "Done."), ("decided", "retire"),
            ("reason", "Done."),
        ];
        let add = [
            ("priority", ""), ("replaces", ""), ("recommended", "add"), ("because", "Asked for."), ("decided", "add"), ("reason", "Agreed."),
            ("name", "Something new"), ("summary", "What is new."), ("focus-area", "start-well"),
        ];
        for form in [&retire[..], &add[..]] {
            let said = post_as(&application, &lead, "/reviews/2022", form).await;
            assert_eq!(said.status, StatusCode::SEE_OTHER, "{}", said.read());
        }
        let saw = get_as(&application, &lead, "/reviews/2022").await.holds("saw");
        let done = post_as(&application, &lead, "/reviews/2022/complete", &[("saw", &saw)]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.read());
        let outline = storage::outline::of(&plans::operator(&record).await, &slug(PLAN)).await.expect("readable").expect("a plan");
        let next: Vec<_> = outline.priorities_of(&outline.years[1]).map(|priority| priority.slug.as_str()).collect();
        assert_eq!(next, ["something-new"]);
        assert_eq!(given(&application, &lead, PACK).await, before);
    }

    /// A plan year with a frozen pack stays.
    async fn a_plan_year_with_a_pack_is_not_dropped(record: Record) {
        let lead = lead(&record).await;
        packs::frozen(&record, "first-pack", 12).await;
        let application = application(record.clone());
        let before = given(&application, &lead, PACK).await;
        let text = without(&without(&plan(), "year", "slug = \"2022\""), "priority", "years = [\"2022\"]");
        let text = text.replace("follows = \"ready-for-school\"\n", "");
        let plan = plans::read(&text);
        let desk = plans::operator(&record).await;
        let refused = storage::plan::load_file(&desk, &plan, || plans::moment(LATER)).await.expect_err("a refusal").to_string();
        assert!(refused.contains("1 pack is under the plan year \"2022\""), "{refused}");
        assert_eq!(given(&application, &lead, PACK).await, before);
    }

    /// What was frozen in the first format opens with every word it has, and with what was revised since beside it.
    async fn what_the_first_format_froze_opens(record: Record) {
        let lead = lead(&record).await;
        freeze_otherwise(&record, "old-pack", FIRST_FORMAT, &sha256(FIRST_FORMAT.as_bytes())).await;
        let application = application(record.clone());
        let page = get_as(&application, &lead, "/packs/old-pack?revised=no").await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.read());
        let document = page.between("<article class=\"document\">", "</article>");
        let known: Value = serde_json::from_str(FIRST_FORMAT).expect("JSON");
        let mut words = Vec::new();
        texts(&known["document"]["sections"], &mut words);
        assert_eq!(words.len(), 27, "{words:?}");
        for word in words {
            assert!(document.contains(word), "{word} is not in {document}");
        }
        assert!(document.contains("<em>hard to fill</em>") && document.contains("Drawn in 2022"), "{document}");
        let page = get_as(&application, &lead, "/packs/old-pack").await;
        assert!(page.read().contains("2022 Q1: 410 → 412") && page.text.contains("revised since: 412"), "{}", page.read());
        assert!(page.read().contains("None of the forecast quarters has a figure yet.") && page.read().contains("380 to 421"), "{}", page.read());
    }

    /// A pack with charts and a review that version 0.1.0 froze open with every word and every drawing they have.
    async fn what_version_0_1_0_froze_opens(record: Record) {
        let lead = lead(&record).await;
        let application = application(record.clone());
        freeze_otherwise(&record, "kept-pack", FIRST_FORMAT_PACK, &sha256(FIRST_FORMAT_PACK.as_bytes())).await;
        // Nothing else is frozen by the write that this one is frozen by.
        packs::make(&record, &packs::pack("between", 15), plans::moment(packs::NINE)).await;
        put_frozen(&record, Kind::Review, "2022", FIRST_FORMAT_REVIEW, &sha256(FIRST_FORMAT_REVIEW.as_bytes())).await;
        for (address, model) in [("/packs/kept-pack", FIRST_FORMAT_PACK), ("/reviews/2022", FIRST_FORMAT_REVIEW)] {
            let page = get_as(&application, &lead, &format!("{address}?revised=no")).await;
            assert_eq!(page.status, StatusCode::OK, "{}", page.read());
            let known: Value = serde_json::from_str(model).expect("JSON");
            let mut words = Vec::new();
            texts(&known["document"]["sections"], &mut words);
            let read = without_entities(&plain(page.between("<article class=\"document\">", "</article>")));
            for word in words {
                assert!(read.contains(word), "{word} is not in {read}");
            }
            let drawings = model.matches("\"svg\":").count();
            assert!(page.text.matches("class=\"chart wide\"").count() >= drawings, "{drawings} drawings");
        }
        assert_eq!(FIRST_FORMAT_PACK.matches("\"svg\":").count(), 2);
    }

    /// A document that a later program froze in a format of its own is not guessed at: a sentence explains that, its files
    /// can be had, and the others open.
    async fn what_a_later_program_froze_is_said_to_be_so(record: Record) {
        let lead = lead(&record).await;
        let first = packs::frozen(&record, "first-pack", 12).await;
        let application = application(record.clone());
        let before = given(&application, &lead, PACK).await;
        let known = model(&record, &first).await;
        let later = known.replacen("{\"format\":1,", "{\"format\":2,\"mood\":\"hopeful\",", 1);
        assert_ne!(known, later);
        let other = freeze_otherwise(&record, "other-pack", &later, &sha256(later.as_bytes())).await;
        let file = b"%PDF-2.0 set by a later program";
        keep(&record, &other, "pack.pdf", file, &sha256(file)).await;

        let page = get_as(&application, &lead, OTHER).await;
        let sentence = "A newer version of this program froze it (format 2): open it with that version. You \
            can still download its files.";
        assert!(page.read().contains(sentence), "{}", page.read());
        let link = page.between("<nav aria-label=\"Files\"", "</nav>");
        assert!(link.contains(&format!("href=\"{OTHER}/pack.pdf\"")), "its files can be had: {link}");
        assert!(page.text.contains(&other.sha256) && !page.text.contains("hopeful"), "{}", page.read());
        let had = get_as(&application, &lead, &format!("{OTHER}/pack.pdf")).await;
        assert!(had.status == StatusCode::OK && had.bytes == file, "{}", had.read());
        assert_eq!(given(&application, &lead, PACK).await, before);
        let list = get_as(&application, &lead, "/packs").await;
        assert!(list.status == StatusCode::OK && list.text.contains(OTHER), "{}", list.read());

        // An invalid format number, and what is no document at all.
        for (place, text) in ["{\"format\":-1}", "{\"format\":\"two\"}", "{}", "", "[1", "{\"format\":1}", "null"].iter().enumerate() {
            let name = format!("broken-{place}");
            freeze_otherwise(&record, &name, text, &sha256(text.as_bytes())).await;
            let page = get_as(&application, &lead, &format!("/packs/{name}")).await;
            assert!(page.status == StatusCode::INTERNAL_SERVER_ERROR && page.read().contains("The pack cannot be stored or read"), "{text}: {}", page.read());
        }
        // The next pack is made all the same, with what changed since a meeting whose pack this program cannot read.
        packs::make(&record, &packs::pack("next-pack", 20), plans::moment(LATER)).await;
        let next = get_as(&application, &lead, "/packs/next-pack").await;
        assert!(next.status == StatusCode::OK && next.text.contains("Freeze the pack"), "{}", next.read());
        packs::freeze(&record, "next-pack", plans::moment(LATER)).await;
        assert_eq!(get_as(&application, &lead, "/packs/next-pack").await.status, StatusCode::OK);
    }

    /// The same of a review that a later program completed; and one that is damaged is not shown.
    async fn what_a_later_program_completed_is_said_to_be_so(record: Record) {
        let lead = lead(&record).await;
        let first = packs::frozen(&record, "first-pack", 12).await;
        let application = application(record.clone());
        let known = model(&record, &first).await;
        let later = known.replacen("{\"format\":1,", "{\"format\":2,\"mood\":\"hopeful\",", 1);
        packs::make(&record, &packs::pack("second-pack", 13), plans::moment(LATER)).await;
        let review = put_frozen(&record, Kind::Review, "2022", &later, &sha256(later.as_bytes())).await;
        let file = b"%PDF-2.0 set by a later program";
        keep(&record, &review, "review.pdf", file, &sha256(file)).await;
        let page = get_as(&application, &lead, "/reviews/2022").await;
        let sentence = "A newer version of this program froze it (format 2): open it with that version. You \
            can still download its files.";
        assert!(page.status == StatusCode::OK && page.read().contains(sentence), "{}", page.read());
        assert!(page.text.contains("href=\"/reviews/2022/review.pdf\"") && page.text.contains(&review.sha256), "{}", page.read());
        assert_eq!(get_as(&application, &lead, "/reviews/2022/review.pdf").await.bytes, file);
        assert_eq!(get_as(&application, &lead, "/reviews").await.status, StatusCode::OK);
        assert_eq!(get_as(&application, &lead, "/reviews/2024").await.status, StatusCode::OK);

        packs::make(&record, &packs::pack("third-pack", 14), plans::moment(LATER)).await;
        put_frozen(&record, Kind::Review, "2024", &known, &sha256(later.as_bytes())).await;
        let page = get_as(&application, &lead, "/reviews/2024").await;
        let sentence = "The document 2024 is not as it was frozen: the stored copy is damaged, so it is not shown.";
        assert!(page.status == StatusCode::INTERNAL_SERVER_ERROR && page.read().contains(sentence), "{}", page.read());
    }

    /// What differs from what was frozen is not shown, and a sentence explains that; what is whole is shown.
    async fn what_is_damaged_is_not_shown(record: Record) {
        let lead = lead(&record).await;
        let first = packs::frozen(&record, "first-pack", 12).await;
        let application = application(record.clone());
        let before = given(&application, &lead, PACK).await;
        let whole = model(&record, &first).await;
        let other = freeze_otherwise(&record, "other-pack", &whole, &sha256(whole.as_bytes())).await;
        let file = b"%PDF-2.0 what was kept";
        keep(&record, &other, "pack.pdf", b"%PDF-2.0 what it is now", &sha256(file)).await;
        keep(&record, &other, "exceptions.pdf", file, &sha256(file)).await;
        let sentence = "The document other-pack is not as it was frozen: the stored copy is damaged, so it is not shown.";
        assert_eq!(get_as(&application, &lead, OTHER).await.status, StatusCode::OK);
        let refused = get_as(&application, &lead, &format!("{OTHER}/pack.pdf")).await;
        assert!(refused.status == StatusCode::INTERNAL_SERVER_ERROR && refused.read().contains(sentence), "{}", refused.read());
        assert!(!refused.text.contains("what it is now"), "{}", refused.read());
        assert_eq!(get_as(&application, &lead, &format!("{OTHER}/exceptions.pdf")).await.bytes, file);

        let damaged = freeze_otherwise(&record, "damaged-pack", &whole.replace("398", "431"), &sha256(whole.as_bytes())).await;
        keep(&record, &damaged, "pack.pdf", file, &sha256(file)).await;
        let page = get_as(&application, &lead, "/packs/damaged-pack").await;
        assert!(page.status == StatusCode::INTERNAL_SERVER_ERROR && page.read().contains(&sentence.replace("other", "damaged")), "{}", page.read());
        assert!(!page.text.contains("431"), "{}", page.read());
        assert_eq!(get_as(&application, &lead, "/packs/damaged-pack/pack.pdf").await.bytes, file, "the file is whole");
        assert_eq!(given(&application, &lead, PACK).await, before);
        assert_eq!(get(&application, "/packs/damaged-pack").await.status, StatusCode::UNAUTHORIZED);
    }

    /// Files are served exactly as they were kept: nothing is set again.
    async fn files_are_served_as_they_were_kept(record: Record) {
        let lead = lead(&record).await;
        let first = packs::frozen(&record, "first-pack", 12).await;
        let whole = model(&record, &first).await;
        let other = freeze_otherwise(&record, "other-pack", &whole, &sha256(whole.as_bytes())).await;
        for name in FILES {
            keep(&record, &other, name, name.as_bytes(), &sha256(name.as_bytes())).await;
        }
        let application = application_at(record.clone(), LATER);
        for name in FILES {
            let file = get_as(&application, &lead, &format!("{OTHER}/{name}")).await;
            assert!(file.status == StatusCode::OK && file.bytes == name.as_bytes(), "{name}: {}", file.read());
        }
    }
}

/// The first format is written as it is read: whoever changes what it holds gives it another number.
#[test]
fn the_first_format_is_written_as_it_is_read() {
    let read: pack::Frozen = serde_json::from_str(FIRST_FORMAT).expect("the first format");
    let known: Value = serde_json::from_str(FIRST_FORMAT).expect("JSON");
    assert_eq!((read.format, pack::FORMAT), (1, 1), "a later format has a file of its own");
    assert_eq!(serde_json::to_value(&read).expect("JSON"), known);
}

/// A pack is set in the fonts that the program carries, drawings and all, and needs none of the machine it is set or read on.
#[tokio::test]
#[ignore = "needs poppler-utils"]
async fn a_pack_carries_its_fonts() {
    let fresh = tests::record::sqlite().await;
    let lead = lead(&fresh.record).await;
    packs::frozen(&fresh.record, "first-pack", 12).await;
    let application = application(fresh.record.clone());
    for name in ["pack.pdf", "exceptions.pdf"] {
        let file = get_as(&application, &lead, &format!("{PACK}/{name}")).await;
        let told = said("pdffonts", &file.bytes);
        let fonts: Vec<_> = told.lines().skip(2).collect();
        assert!(!fonts.is_empty(), "{name} is set in no font: {told}");
        for font in fonts {
            // A name such as `ABCDEF+OpenSans-Regular`, its type and its encoding, then whether it is embedded, a part, and can be read.
            let words: Vec<_> = font.split_whitespace().collect();
            assert!(
                words[0].split('+').nth(1).is_some_and(|name| name.starts_with("OpenSans")),
                "{name}: {font}"
            );
            let is = &words[words.len() - 5..words.len() - 2];
            assert_eq!(is, ["yes", "yes", "yes"], "{name}: {font}");
        }
    }
}
