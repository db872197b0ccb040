//! The table of ways: how each address is asked, what it needs of the visitor, and which page answers.

use crate::{
    ask::{
        fault::Fault,
        path,
        way::{Need, Sends, Way, Ways},
    },
    islands::{AddRow, Choose, SaveRows},
    pages,
    shell::{call::call, error, permission},
};
use axum::{
    Router,
    extract::Request,
    http::Uri,
    middleware::{self, Next},
    response::{IntoResponse, Redirect, Response},
};
use domain::access::Action;
use leptos::server_fn::axum::register_explicit;

/// Steps of a figure on its way to being agreed.
const STEPS: &[Action] =
    &[Action::SubmitFigure, Action::ApproveFigure, Action::SendBackFigure, Action::WithdrawFigure];

/// Steps of a return with its approver.
const RETURN_STEPS: &[Action] = &[Action::ApproveReturn, Action::SendBackReturn, Action::ReopenReturn];

/// Seeing what partners see.
const READ: Need = Need::OneOf(&[Action::ReadPartnerFigures]);

/// Every way in which the site can be asked.
#[must_use]
#[expect(clippy::too_many_lines, reason = "One table, a row a way")]
pub fn ways() -> Vec<Way> {
    use Need::{Nothing, OneOf, Person};
    use Sends::{Call, Files, Form, LongForm};
    use pages::{
        account, actions, audit, board, change_note, definition, focus_area, funding, home, import,
        indicator, invitation, narrative, packs, people, plans, priority, priority_rating, record, redaction,
        returns, reviews, series, sign_in, target, tolerance,
    };
    vec![
        // The plan.
        path::Home::get(Nothing, home::show),
        path::Board::get(Nothing, board::show),
        path::Present::get(Nothing, board::present),
        path::FocusArea::get(Nothing, focus_area::show),
        path::Priority::get(Nothing, priority::show),
        path::PriorityRating::get(OneOf(&[Action::RatePriority]), priority_rating::show),
        path::PriorityRating::post(OneOf(&[Action::RatePriority]), Form, priority_rating::save),
        path::PriorityNarrative::get(OneOf(&[Action::WritePriorityNarrative]), narrative::show_priority),
        path::PriorityNarrative::post(
            OneOf(&[Action::WritePriorityNarrative]),
            LongForm,
            narrative::save_priority,
        ),
        // Indicators.
        path::Indicator::get(Nothing, indicator::show),
        path::ChartSvg::get(Nothing, indicator::svg),
        path::ChartPng::get(Nothing, indicator::png),
        path::FiguresCsv::get(Nothing, indicator::csv),
        path::FiguresXlsx::get(Nothing, indicator::workbook),
        path::History::get(Nothing, series::show),
        path::Record::get(OneOf(&[Action::RecordFigure]), record::show),
        path::Record::post(OneOf(&[Action::RecordFigure]), Form, record::save),
        path::FigureStep::post(OneOf(STEPS), Form, series::step),
        path::FigureMark::post(OneOf(&[Action::SetApart]), Form, series::mark),
        path::Target::get(OneOf(&[Action::SetTarget]), target::show),
        path::Target::post(OneOf(&[Action::SetTarget]), Form, target::save),
        path::Tolerance::get(OneOf(&[Action::SetTolerance]), tolerance::show),
        path::Tolerance::post(OneOf(&[Action::SetTolerance]), Form, tolerance::save),
        path::ChangeNote::get(OneOf(&[Action::NoteChange]), change_note::show),
        path::ChangeNote::post(OneOf(&[Action::NoteChange]), Form, change_note::save),
        path::Definition::get(OneOf(&[Action::DefineIndicator]), definition::show),
        path::Definition::post(OneOf(&[Action::DefineIndicator]), Form, definition::save),
        path::IndicatorNarrative::get(OneOf(&[Action::WriteNarrative]), narrative::show),
        path::IndicatorNarrative::post(OneOf(&[Action::WriteNarrative]), LongForm, narrative::save),
        // Returns.
        path::Returns::get(READ, returns::due),
        path::ReturnsStart::post(OneOf(&[Action::StartReturns]), Form, returns::start),
        path::Return::get(READ, returns::show),
        path::Return::post(OneOf(&[Action::SaveReturn]), LongForm, returns::save),
        path::TemplateXlsx::get(READ, returns::workbook),
        path::TemplateCsv::get(READ, returns::csv),
        path::ReturnFile::post(OneOf(&[Action::SaveReturn]), Files, returns::upload),
        path::ReturnStep::post(OneOf(RETURN_STEPS), LongForm, returns::step),
        path::SaveRows::post(OneOf(&[Action::SaveReturn]), Call, call),
        path::Choose::post(OneOf(&[Action::SaveReturn]), Call, call),
        path::AddRow::post(OneOf(&[Action::SaveReturn]), Call, call),
        // Files of figures.
        path::Import::get(OneOf(&[Action::ImportFigures]), import::show),
        path::Import::post(OneOf(&[Action::SendFile]), Files, import::send),
        path::ImportUndo::post(OneOf(&[Action::UndoImport]), Form, import::undo),
        path::ImportFile::get(OneOf(&[Action::ImportFigures]), import::look),
        path::ImportFile::post(OneOf(&[Action::ImportFigures]), Form, import::confirm),
        // What was agreed.
        path::Actions::get(READ, actions::list),
        path::ActionNew::get(OneOf(&[Action::RecordAction]), actions::open_new),
        path::ActionNew::post(OneOf(&[Action::RecordAction]), LongForm, actions::add),
        path::Action::get(READ, actions::show),
        path::ActionChange::get(OneOf(&[Action::RecordAction]), actions::open),
        path::ActionChange::post(OneOf(&[Action::RecordAction]), LongForm, actions::change),
        path::ActionStatus::post(OneOf(&[Action::LogStatus]), LongForm, actions::log),
        path::ActionWithdraw::get(OneOf(&[Action::WithdrawAction]), actions::ask_why),
        path::ActionWithdraw::post(OneOf(&[Action::WithdrawAction]), LongForm, actions::withdraw),
        path::Funding::get(READ, funding::list),
        path::FundingNew::get(OneOf(&[Action::RecordFunding]), funding::open_new),
        path::FundingNew::post(OneOf(&[Action::RecordFunding]), LongForm, funding::add),
        path::FundingChange::get(OneOf(&[Action::RecordFunding]), funding::open),
        path::FundingChange::post(OneOf(&[Action::RecordFunding]), LongForm, funding::change),
        path::FundingWithdraw::get(OneOf(&[Action::WithdrawFunding]), funding::ask_why),
        path::FundingWithdraw::post(OneOf(&[Action::WithdrawFunding]), LongForm, funding::withdraw),
        // What meetings are given and decide.
        path::Packs::get(READ, packs::list),
        path::PackNew::get(OneOf(&[Action::MakePack]), packs::open_new),
        path::PackNew::post(OneOf(&[Action::MakePack]), LongForm, packs::add),
        path::Pack::get(READ, packs::show),
        path::PackChange::get(OneOf(&[Action::MakePack]), packs::open),
        path::PackChange::post(OneOf(&[Action::MakePack]), LongForm, packs::change),
        path::PackWithdraw::get(OneOf(&[Action::WithdrawPack]), packs::ask_why),
        path::PackWithdraw::post(OneOf(&[Action::WithdrawPack]), LongForm, packs::withdraw),
        path::PackFreeze::post(OneOf(&[Action::FreezePack]), LongForm, packs::freeze),
        path::PackPdf::get(READ, packs::pdf),
        path::PackExceptions::get(READ, packs::exceptions),
        path::PackWorkbook::get(READ, packs::workbook),
        path::PackDecisions::post(OneOf(&[Action::RecordDecision]), LongForm, packs::decide),
        path::PackDecision::get(OneOf(&[Action::WithdrawDecision]), packs::ask_why_decision),
        path::PackDecision::post(OneOf(&[Action::WithdrawDecision]), LongForm, packs::withdraw_decision),
        path::Reviews::get(READ, reviews::list),
        path::Review::get(READ, reviews::show),
        path::Review::post(OneOf(&[Action::ReviewPriority]), LongForm, reviews::save),
        path::ReviewComplete::post(OneOf(&[Action::CompleteReview]), LongForm, reviews::complete),
        path::ReviewPdf::get(READ, reviews::pdf),
        path::ReviewWorkbook::get(READ, reviews::workbook),
        // Coming in, and one's own account.
        path::SignIn::get(Nothing, sign_in::show),
        // Long, because it carries along what somebody had typed into a form, whichever that was.
        path::SignIn::post(Nothing, LongForm, sign_in::enter),
        path::SignOut::post(Nothing, Form, sign_in::leave),
        path::Invitation::get(Nothing, invitation::show),
        path::Invitation::post(Nothing, Form, invitation::accept),
        path::Account::get(Person, account::show),
        path::AccountSessions::post(Person, Form, account::end_session),
        // People, the audit, plans.
        path::People::get(OneOf(&[Action::ReadPeople]), people::show),
        path::PeopleInvite::post(OneOf(&[Action::InvitePerson]), Form, people::invite),
        path::PeopleLink::post(OneOf(&[Action::InvitePerson]), Form, people::renew),
        path::PeopleRoles::post(OneOf(&[Action::ChangeRoles]), Form, people::change_role),
        path::PeopleErase::post(OneOf(&[Action::ErasePerson]), Form, people::erase),
        path::Audit::get(OneOf(&[Action::ReadAudit]), audit::show),
        path::Redaction::get(OneOf(&[Action::RedactText]), redaction::show),
        path::Redaction::post(OneOf(&[Action::RedactText]), Form, redaction::take_out),
        path::Plans::get(OneOf(&[Action::EditPlan]), plans::list),
        path::PlanNew::get(OneOf(&[Action::EditPlan]), plans::begin),
        path::PlanNew::post(OneOf(&[Action::EditPlan]), Form, plans::create),
        path::Plan::get(OneOf(&[Action::EditPlan]), plans::overview),
        path::PlanFile::get(OneOf(&[Action::EditPlan]), plans::export),
        path::PlanPart::get(OneOf(&[Action::EditPlan]), plans::show),
        path::PlanPart::post(OneOf(&[Action::EditPlan]), Form, plans::save),
    ]
}

/// The pages. The server lays its record, visitor, clock and site into each request's extensions.
pub fn router() -> Router {
    register_explicit::<SaveRows>();
    register_explicit::<Choose>();
    register_explicit::<AddRow>();
    ways()
        .into_iter()
        .fold(Router::new(), |router, way| {
            let (need, sends) = (way.need, way.sends);
            let ask = move |request: Request, next: Next| permission::ask(need, sends, request, next);
            router.route(way.path, way.handler.route_layer(middleware::from_fn(ask)))
        })
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ask::path::Address;
    use leptos::server_fn::ServerFn;

    #[test]
    fn a_server_function_stands_where_it_is_asked() {
        let both = [
            (path::SaveRows::PATH, SaveRows::PATH),
            (path::Choose::PATH, Choose::PATH),
            (path::AddRow::PATH, AddRow::PATH),
        ];
        for (table, own) in both {
            assert_eq!(table, own);
        }
    }
}
