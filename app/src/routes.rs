//! Which address shows which page, and who may ask for it.

use crate::{ask::fault::Fault, pages, shell::error};
use axum::{
    Router,
    // Of files alone: what reads them has limits of its own.
    extract::DefaultBodyLimit,
    http::Uri,
    middleware,
    response::{IntoResponse, Redirect, Response},
    routing::{MethodRouter, get, post},
};
use domain::access::Action;

/// How an address is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// To see it.
    Get,
    /// To change something.
    Post,
}

/// What somebody needs to ask for an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Nothing: it is anybody's, and gives each what they may see.
    Nothing,
    /// To be signed in, whatever the role.
    Person,
    /// To be allowed one of these actions.
    OneOf(&'static [Action]),
}

/// An address of the site.
struct Route {
    path: &'static str,
    ways: &'static [(Way, Need)],
    pages: MethodRouter,
}

/// Steps of a figure on its way to being agreed.
const STEPS: &[Action] =
    &[Action::SubmitFigure, Action::ApproveFigure, Action::SendBackFigure, Action::WithdrawFigure];

/// Steps of a return with its approver.
const RETURN_STEPS: &[Action] = &[Action::ApproveReturn, Action::SendBackReturn, Action::ReopenReturn];

/// Every address that the router knows.
fn routes() -> Vec<Route> {
    use Need::{Nothing, OneOf, Person};
    use Way::{Get, Post};
    use pages::{
        account, audit, board, change_note, definition, focus_area, home, import, indicator, invitation,
        people, priority, record, returns, series, sign_in, target, tolerance,
    };
    let mut all = vec![
        route("/", &[(Get, Nothing)], get(home::show)),
        route("/board", &[(Get, Nothing)], get(board::show)),
        route("/focus-areas/{slug}", &[(Get, Nothing)], get(focus_area::show)),
        route("/priorities/{slug}", &[(Get, Nothing)], get(priority::show)),
        route("/indicators/{slug}", &[(Get, Nothing)], get(indicator::show)),
        route("/indicators/{slug}/chart.svg", &[(Get, Nothing)], get(indicator::svg)),
        route("/indicators/{slug}/chart.png", &[(Get, Nothing)], get(indicator::png)),
        route("/indicators/{slug}/figures.csv", &[(Get, Nothing)], get(indicator::csv)),
        route("/indicators/{slug}/figures.xlsx", &[(Get, Nothing)], get(indicator::workbook)),
        route("/indicators/{slug}/history", &[(Get, Nothing)], get(series::show)),
        route(
            "/indicators/{slug}/record",
            &[(Get, OneOf(&[Action::RecordFigure])), (Post, OneOf(&[Action::RecordFigure]))],
            get(record::show).post(record::save),
        ),
        route("/indicators/{slug}/step", &[(Post, OneOf(STEPS))], post(series::step)),
        route(
            "/indicators/{slug}/target",
            &[(Get, OneOf(&[Action::SetTarget])), (Post, OneOf(&[Action::SetTarget]))],
            get(target::show).post(target::save),
        ),
        route(
            "/indicators/{slug}/tolerance",
            &[(Get, OneOf(&[Action::SetTolerance])), (Post, OneOf(&[Action::SetTolerance]))],
            get(tolerance::show).post(tolerance::save),
        ),
        route(
            "/indicators/{slug}/change-note",
            &[(Get, OneOf(&[Action::NoteChange])), (Post, OneOf(&[Action::NoteChange]))],
            get(change_note::show).post(change_note::save),
        ),
        route(
            "/indicators/{slug}/definition",
            &[(Get, OneOf(&[Action::DefineIndicator])), (Post, OneOf(&[Action::DefineIndicator]))],
            get(definition::show).post(definition::save),
        ),
        route("/returns", &[(Get, OneOf(&[Action::ReadPartnerFigures]))], get(returns::due)),
        route("/returns/start", &[(Post, OneOf(&[Action::StartReturns]))], post(returns::start)),
        route(
            "/returns/{organisation}/{quarter}",
            &[(Get, OneOf(&[Action::ReadPartnerFigures])), (Post, OneOf(&[Action::SaveReturn]))],
            get(returns::show).post(returns::save),
        ),
        route(
            "/returns/{organisation}/{quarter}/template.xlsx",
            &[(Get, OneOf(&[Action::ReadPartnerFigures]))],
            get(returns::workbook),
        ),
        route(
            "/returns/{organisation}/{quarter}/template.csv",
            &[(Get, OneOf(&[Action::ReadPartnerFigures]))],
            get(returns::csv),
        ),
        route(
            "/returns/{organisation}/{quarter}/file",
            &[(Post, OneOf(&[Action::SaveReturn]))],
            post(returns::upload).layer(DefaultBodyLimit::disable()),
        ),
        route("/returns/{organisation}/{quarter}/step", &[(Post, OneOf(RETURN_STEPS))], post(returns::step)),
        route(
            "/import",
            &[(Get, OneOf(&[Action::ImportFigures])), (Post, OneOf(&[Action::SendFile]))],
            get(import::show).merge(post(import::send).layer(DefaultBodyLimit::disable())),
        ),
        route("/import/undo", &[(Post, OneOf(&[Action::UndoImport]))], post(import::undo)),
        route(
            "/import/{number}",
            &[(Get, OneOf(&[Action::ImportFigures])), (Post, OneOf(&[Action::ImportFigures]))],
            get(import::look).post(import::confirm),
        ),
        route("/sign-in", &[(Get, Nothing), (Post, Nothing)], get(sign_in::show).post(sign_in::enter)),
        route("/sign-out", &[(Post, Nothing)], post(sign_in::leave)),
        route(
            "/invitations/{secret}",
            &[(Get, Nothing), (Post, Nothing)],
            get(invitation::show).post(invitation::accept),
        ),
        route("/account", &[(Get, Person)], get(account::show)),
        route("/account/sessions", &[(Post, Person)], post(account::end_session)),
        route("/admin/people", &[(Get, OneOf(&[Action::ReadPeople]))], get(people::show)),
        route("/admin/people/invite", &[(Post, OneOf(&[Action::InvitePerson]))], post(people::invite)),
        route("/admin/people/link", &[(Post, OneOf(&[Action::InvitePerson]))], post(people::renew)),
        route("/admin/people/roles", &[(Post, OneOf(&[Action::ChangeRoles]))], post(people::change_role)),
        route("/admin/people/erase", &[(Post, OneOf(&[Action::ErasePerson]))], post(people::erase)),
        route("/admin/audit", &[(Get, OneOf(&[Action::ReadAudit]))], get(audit::show)),
    ];
    all.extend(story());
    all
}

fn route(path: &'static str, ways: &'static [(Way, Need)], pages: MethodRouter) -> Route {
    Route { path, ways, pages }
}

/// The addresses of what partners write beside the figures.
fn story() -> Vec<Route> {
    use Need::OneOf;
    use Way::{Get, Post};
    use pages::{actions, funding, narrative, priority_rating};
    const READ: Need = OneOf(&[Action::ReadPartnerFigures]);
    const AGREE: Need = OneOf(&[Action::RecordAction]);
    const DROP: Need = OneOf(&[Action::WithdrawAction]);
    const FUND: Need = OneOf(&[Action::RecordFunding]);
    const UNFUND: Need = OneOf(&[Action::WithdrawFunding]);
    vec![
        route(
            "/priorities/{slug}/rating",
            &[(Get, OneOf(&[Action::RatePriority])), (Post, OneOf(&[Action::RatePriority]))],
            get(priority_rating::show).post(priority_rating::save),
        ),
        route(
            "/indicators/{slug}/narrative",
            &[(Get, OneOf(&[Action::WriteNarrative])), (Post, OneOf(&[Action::WriteNarrative]))],
            get(narrative::show).post(narrative::save),
        ),
        route(
            "/priorities/{slug}/narrative",
            &[
                (Get, OneOf(&[Action::WritePriorityNarrative])),
                (Post, OneOf(&[Action::WritePriorityNarrative])),
            ],
            get(narrative::show_priority).post(narrative::save_priority),
        ),
        route("/actions", &[(Get, READ)], get(actions::list)),
        route("/actions/new", &[(Get, AGREE), (Post, AGREE)], get(actions::open_new).post(actions::add)),
        route("/actions/{action}", &[(Get, READ)], get(actions::show)),
        route(
            "/actions/{action}/change",
            &[(Get, AGREE), (Post, AGREE)],
            get(actions::open).post(actions::change),
        ),
        route("/actions/{action}/status", &[(Post, OneOf(&[Action::LogStatus]))], post(actions::log)),
        route(
            "/actions/{action}/withdraw",
            &[(Get, DROP), (Post, DROP)],
            get(actions::ask_why).post(actions::withdraw),
        ),
        route("/funding", &[(Get, READ)], get(funding::list)),
        route("/funding/new", &[(Get, FUND), (Post, FUND)], get(funding::open_new).post(funding::add)),
        route(
            "/funding/{line}/change",
            &[(Get, FUND), (Post, FUND)],
            get(funding::open).post(funding::change),
        ),
        route(
            "/funding/{line}/withdraw",
            &[(Get, UNFUND), (Post, UNFUND)],
            get(funding::ask_why).post(funding::withdraw),
        ),
    ]
    .into_iter()
    .chain(of_plans())
    .chain(of_meetings())
    .collect()
}

/// What meetings are given and decide.
fn of_meetings() -> Vec<Route> {
    use Need::OneOf;
    use Way::{Get, Post};
    use pages::{packs, reviews};
    const READ: Need = OneOf(&[Action::ReadPartnerFigures]);
    const MAKE: Need = OneOf(&[Action::MakePack]);
    const DROP: Need = OneOf(&[Action::WithdrawPack]);
    const UNDO: Need = OneOf(&[Action::WithdrawDecision]);
    vec![
        route("/packs", &[(Get, READ)], get(packs::list)),
        route("/packs/new", &[(Get, MAKE), (Post, MAKE)], get(packs::open_new).post(packs::add)),
        route("/packs/{pack}", &[(Get, READ)], get(packs::show)),
        route("/packs/{pack}/change", &[(Get, MAKE), (Post, MAKE)], get(packs::open).post(packs::change)),
        route(
            "/packs/{pack}/withdraw",
            &[(Get, DROP), (Post, DROP)],
            get(packs::ask_why).post(packs::withdraw),
        ),
        route("/packs/{pack}/freeze", &[(Post, OneOf(&[Action::FreezePack]))], post(packs::freeze)),
        route("/packs/{pack}/pack.pdf", &[(Get, READ)], get(packs::pdf)),
        route("/packs/{pack}/exceptions.pdf", &[(Get, READ)], get(packs::exceptions)),
        route("/packs/{pack}/data.xlsx", &[(Get, READ)], get(packs::workbook)),
        route("/packs/{pack}/decisions", &[(Post, OneOf(&[Action::RecordDecision]))], post(packs::decide)),
        route(
            "/packs/{pack}/decisions/{decision}",
            &[(Get, UNDO), (Post, UNDO)],
            get(packs::ask_why_decision).post(packs::withdraw_decision),
        ),
        route("/reviews", &[(Get, READ)], get(reviews::list)),
        route(
            "/reviews/{year}",
            &[(Get, READ), (Post, OneOf(&[Action::ReviewPriority]))],
            get(reviews::show).post(reviews::save),
        ),
        route(
            "/reviews/{year}/complete",
            &[(Post, OneOf(&[Action::CompleteReview]))],
            post(reviews::complete),
        ),
        route("/reviews/{year}/review.pdf", &[(Get, READ)], get(reviews::pdf)),
        route("/reviews/{year}/data.xlsx", &[(Get, READ)], get(reviews::workbook)),
    ]
}

/// Where plans are changed.
fn of_plans() -> Vec<Route> {
    use Need::OneOf;
    use Way::{Get, Post};
    use pages::plans;
    let route = |path, ways, pages| Route { path, ways, pages };
    vec![
        route("/admin/plans", &[(Get, OneOf(&[Action::EditPlan]))], get(plans::list)),
        route(
            "/admin/plans/new",
            &[(Get, OneOf(&[Action::EditPlan])), (Post, OneOf(&[Action::EditPlan]))],
            get(plans::begin).post(plans::create),
        ),
        route("/admin/plans/{plan}", &[(Get, OneOf(&[Action::EditPlan]))], get(plans::overview)),
        route("/admin/plans/{plan}/plan.toml", &[(Get, OneOf(&[Action::EditPlan]))], get(plans::export)),
        route(
            "/admin/plans/{plan}/{part}",
            &[(Get, OneOf(&[Action::EditPlan])), (Post, OneOf(&[Action::EditPlan]))],
            get(plans::show).post(plans::save),
        ),
    ]
}

/// Every path that the router knows, as it is written there, with the ways it can be asked and what each needs.
#[must_use]
pub fn ways() -> Vec<(&'static str, &'static [(Way, Need)])> {
    routes().into_iter().map(|route| (route.path, route.ways)).collect()
}

/// The pages. The server lays its record, visitor, clock and site into each request's extensions.
pub fn router() -> Router {
    routes()
        .into_iter()
        .fold(Router::new(), |router, route| router.route(route.path, route.pages))
        .method_not_allowed_fallback(|| async { Fault::NotAllowed })
        .fallback(elsewhere)
        .layer(middleware::from_fn(error::dress))
}

/// An address that no page has: one with a slash too many leads to the page without it.
async fn elsewhere(uri: Uri) -> Response {
    let path = uri.path();
    let trimmed = path.trim_end_matches('/');
    if trimmed.len() < path.len()
        && !trimmed.is_empty()
        && !trimmed.starts_with("//")
        && !trimmed.contains('\\')
    {
        let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
        return Redirect::permanent(&format!("{trimmed}{query}")).into_response();
    }
    Fault::NotFound("There is no page at this address.".into()).into_response()
}
