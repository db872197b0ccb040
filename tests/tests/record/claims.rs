//! Claims in the record: what a file and a form write, what stays of them, and what they are checked against.

use domain::{
    access::{Role, Visitor},
    board::{Moment, Until},
    checking::{check, said},
    claim::{Claim, Says, Side},
    plan_edit::{Edit, Item, Part, What, find},
    slug::Slug,
};
use storage::{
    AsAt, Desk, Record,
    claim::{Carrier, Claims},
    plan::Edited,
};
use tests::{
    on_both_engines,
    people::member,
    plans,
    recording::{MORNING, count},
};

const LATER: &str = "2026-11-24T09:00:00Z";

fn slug(text: &str) -> Slug {
    Slug::new(text).expect("a slug")
}

fn statement() -> Carrier {
    Carrier::Statement(slug("claimed"))
}

/// Rutland's plan with a statement that claims a level of good development.
fn claiming(number: &str) -> String {
    format!(
        "{}\n[[evidence]]\nslug = \"claimed\"\ntext = \"It is high.\"\nsaid = 2022-01-01\nclaim = {{ indicator = \"good-development\", \
         area = \"E06000017\", against = {number}, is = \"above\", period = \"2021/22\" }}\n",
        plans::RUTLAND
    )
}

/// The claims that a desk sees, and its answer to the one of the statement by the newest figures.
async fn claims(desk: &Desk) -> (std::sync::Arc<Claims>, Option<String>) {
    let outline = plans::outline(desk).await;
    let claims = storage::claim::of_plan(desk, &outline).await.expect("claims");
    let year = outline.years.last().expect("a year");
    let looked = Moment { until: Until::Newest, ..Moment::of_year(year, plans::moment(LATER).date_naive()) };
    let answer = claims.of(&statement()).and_then(|carried| {
        let claim = carried.claim.as_ref()?;
        let answer = check(&outline, claim, claims.figures(carried), looked, desk.visitor().audience());
        Some(said(&outline, claim, &answer))
    });
    (claims, answer)
}

fn claim_of(claims: &Claims) -> Option<&Claim> {
    claims.of(&statement())?.claim.as_ref()
}

on_both_engines! {
    /// A file writes it, a changed file supersedes it, and a file without it withdraws it; each moment keeps its own.
    async fn a_claim_goes_in_with_its_plan(record: Record) {
        plans::load(&record, &claiming("70"), MORNING).await;
        let first = plans::operator(&record).await;
        let says = |number| Says::Level(Side::Above, number);
        assert_eq!(claim_of(&claims(&first).await.0).expect("a claim").says, says(70.0));
        assert_eq!(claims(&first).await.1.as_deref(), Some("holds"));
        let again = plans::load(&record, &claiming("70"), LATER).await;
        assert_eq!((again.added, again.superseded, again.withdrawn, again.kept), (0, 0, 0, 0));
        let changed = plans::load(&record, &claiming("72.5"), LATER).await;
        assert_eq!((changed.added, changed.superseded, changed.withdrawn), (0, 1, 0));
        let second = plans::operator(&record).await;
        assert_eq!(claim_of(&claims(&second).await.0).expect("a claim").says, says(72.5));
        assert_eq!(claims(&second).await.1.as_deref(), Some("does not hold: then 70.1 against 72.5, now 72.4 against 72.5"));
        let gone = plans::load(&record, plans::RUTLAND, LATER).await;
        assert_eq!((gone.added, gone.superseded, gone.withdrawn), (0, 0, 2), "with its statement");
        assert!(claims(&plans::operator(&record).await).await.0.all().is_empty());
        // As at the earlier moments it is what it was.
        for (number, desk) in [(70.0, &first), (72.5, &second)] {
            let then = record.desk(Visitor::Operator, AsAt::Number(desk.number())).await.expect("a desk");
            assert_eq!(claim_of(&claims(&then).await.0).expect("a claim").says, says(number));
        }
    }

    /// The figures of its period are those of the write that recorded it, whatever comes later.
    async fn then_is_by_the_number_of_its_write(record: Record) {
        plans::load(&record, &claiming("71"), MORNING).await;
        let revised = claiming("71").replace("\"2021/22\" = 70.1", "\"2021/22\" = 71.3");
        plans::load(&record, &revised, LATER).await;
        let desk = plans::operator(&record).await;
        assert_eq!(claims(&desk).await.1.as_deref(), Some("holds"), "72.4 in the year after");
        let fallen = revised.replace("value = 72.4", "value = 70.9");
        plans::load(&record, &fallen, LATER).await;
        let desk = plans::operator(&record).await;
        assert_eq!(claims(&desk).await.1.as_deref(), Some("does not hold: then 70.1 against 71, now 70.9 against 71"));
        // Written anew it is about the figures of today.
        plans::load(&record, &fallen.replace("against = 71", "against = 71.2"), LATER).await;
        let desk = plans::operator(&record).await;
        assert_eq!(claims(&desk).await.1.as_deref(), Some("no longer holds: then 71.3 against 71.2, now 70.9 against 71.2"));
    }

    /// What a lead chose stays, whatever the file says; and what a lead took out.
    async fn a_file_keeps_what_a_lead_chose(record: Record) {
        plans::load(&record, &claiming("70"), MORNING).await;
        let lead = member(&record, "Lea", Role::PlanLead, "council").await;
        let plan = slug("rutland-2022-24");
        let put = async |claim: Option<Claim>| {
            let desk = lead.desk(&record).await;
            let outline = plans::outline(&desk).await;
            let Some(Item::Evidence(mut evidence)) = find(&outline, Part::Evidence, "claimed") else { panic!("no statement") };
            let seen = Some(Item::Evidence(evidence.clone()).mark());
            evidence.claim = claim;
            let edit = Edit { what: What::Put(Item::Evidence(evidence)), seen };
            storage::plan::edit(&desk, &plan, &edit, || plans::moment(LATER)).await.expect("an answer")
        };
        let desk = lead.desk(&record).await;
        let was = claim_of(&claims(&desk).await.0).expect("a claim").clone();
        let mine = Claim { says: Says::Level(Side::Below, 80.0), ..was };
        assert_eq!(put(Some(mine.clone())).await, Edited::Saved);
        assert_eq!(put(Some(mine.clone())).await, Edited::Same);
        let kept = plans::load(&record, &claiming("71"), LATER).await;
        assert_eq!((kept.added, kept.superseded, kept.withdrawn, kept.kept), (0, 0, 0, 1));
        assert_eq!(claim_of(&claims(&plans::operator(&record).await).await.0), Some(&mine));
        assert_eq!(put(None).await, Edited::Saved);
        plans::load(&record, &claiming("71"), LATER).await;
        assert_eq!(claim_of(&claims(&plans::operator(&record).await).await.0), None);
        assert_eq!(count(&record, "SELECT count(*) FROM claim").await, 2);
    }

    /// A claim about what partners record is not given to the public, nor any figure that it is about; it is told that it is there.
    async fn the_public_is_not_given_a_claim_about_partners_figures(record: Record) {
        let text = claiming("70").replace(
            "indicator = \"good-development\", area = \"E06000017\", against = 70, is = \"above\", period = \"2021/22\"",
            "indicator = \"referrals\", area = \"E06000017\", against = 86752, is = \"above\", period = \"2022 Q1\"",
        );
        plans::load(&record, &text, MORNING).await;
        let stranger = record.desk(Visitor::Stranger, AsAt::Now).await.expect("a desk");
        let (public, answer) = claims(&stranger).await;
        let carried = public.of(&statement()).expect("that it is there");
        assert_eq!((carried.claim.as_ref(), answer), (None, None));
        assert!(!format!("{public:?}").contains("8675"), "{public:?}");
        let outline = plans::outline(&stranger).await;
        assert!(outline.evidence.iter().all(|statement| statement.claim.is_none()));
        let (partner, answer) = claims(&plans::operator(&record).await).await;
        assert!(format!("{partner:?}").contains("86753") && answer.as_deref() == Some("holds"), "{answer:?}");
    }
}
