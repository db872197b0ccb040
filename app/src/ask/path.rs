//! The addresses of the site, a type each. Every link makes its address from its type, and the table of ways names the same
//! type, so a link to a page that does not exist does not compile.
//!
//! Nothing but the standard library is used here: a test compiles this file by itself to see a dead link refused.

use std::fmt::{self, Display, Write};

/// An address of the site. Printed, it is a path that a link can have.
pub trait Address: Display {
    /// How the router writes it: `/indicators/{slug}`.
    const PATH: &'static str;
}

/// Whether a path lets somebody in: such a path must reach nobody else.
#[must_use]
pub fn is_invitation(path: &str) -> bool {
    Invitation::PATH.split_once('{').is_some_and(|(before, _)| path.starts_with(before))
}

/// A part of a path. Names have nothing in them that would be read as something else; whatever has is escaped.
fn part(name: &(impl Display + ?Sized)) -> String {
    let mut part = String::new();
    for byte in name.to_string().bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => part.push(byte.into()),
            // Writing to a text does not fail.
            _ => drop(write!(part, "%{byte:02X}")),
        }
    }
    part
}

/// One address: a path, and what its parts are called. The path is what prints it too, so it cannot name a part that the
/// type does not have.
macro_rules! address {
    ($(#[$doc:meta])* $name:ident = $path:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub struct $name;

        impl Address for $name {
            const PATH: &'static str = $path;
        }

        impl Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str($path)
            }
        }
    };
    ($(#[$doc:meta])* $name:ident($($part:ident),+) = $path:literal) => {
        $(#[$doc])*
        #[derive(Clone, Debug)]
        pub struct $name {
            $($part: String),+
        }

        impl $name {
            /// The one of what is named.
            pub fn of($($part: &(impl Display + ?Sized)),+) -> Self {
                Self { $($part: part($part)),+ }
            }
        }

        impl Address for $name {
            const PATH: &'static str = $path;
        }

        impl Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, $path, $($part = self.$part),+)
            }
        }
    };
}

macro_rules! addresses {
    ($($(#[$doc:meta])* $name:ident $(($($part:ident),+))? = $path:literal;)+) => {
        $(address! { $(#[$doc])* $name $(($($part),+))? = $path })+
    };
}

addresses! {
    /// The plan on a page.
    Home = "/";
    /// Every indicator at a glance.
    Board = "/board";
    /// One indicator a screen.
    Present = "/board/present";
    /// A focus area.
    FocusArea(slug) = "/focus-areas/{slug}";
    /// A priority.
    Priority(slug) = "/priorities/{slug}";
    /// Rating a priority.
    PriorityRating(slug) = "/priorities/{slug}/rating";
    /// Writing a priority's narrative.
    PriorityNarrative(slug) = "/priorities/{slug}/narrative";

    /// An indicator.
    Indicator(slug) = "/indicators/{slug}";
    /// Its chart as a drawing.
    ChartSvg(slug) = "/indicators/{slug}/chart.svg";
    /// Its chart as a picture.
    ChartPng(slug) = "/indicators/{slug}/chart.png";
    /// Its figures as rows of text.
    FiguresCsv(slug) = "/indicators/{slug}/figures.csv";
    /// Its figures as a workbook.
    FiguresXlsx(slug) = "/indicators/{slug}/figures.xlsx";
    /// Who recorded what of it.
    History(slug) = "/indicators/{slug}/history";
    /// Recording a figure of it.
    Record(slug) = "/indicators/{slug}/record";
    /// A step of a figure on its way to being agreed.
    FigureStep(slug) = "/indicators/{slug}/step";
    /// Setting a figure of it apart, or judging it with the others again.
    FigureMark(slug) = "/indicators/{slug}/mark";
    /// Setting its target.
    Target(slug) = "/indicators/{slug}/target";
    /// How far off its target is amber.
    Tolerance(slug) = "/indicators/{slug}/tolerance";
    /// Adding or changing a change note.
    ChangeNote(slug) = "/indicators/{slug}/change-note";
    /// What it means from a day on.
    Definition(slug) = "/indicators/{slug}/definition";
    /// Writing its narrative.
    IndicatorNarrative(slug) = "/indicators/{slug}/narrative";

    /// What is due, and from whom.
    Returns = "/returns";
    /// Saying from which quarter on returns are asked for.
    ReturnsStart = "/returns/start";
    /// A return.
    Return(organisation, quarter) = "/returns/{organisation}/{quarter}";
    /// Its template as a workbook.
    TemplateXlsx(organisation, quarter) = "/returns/{organisation}/{quarter}/template.xlsx";
    /// Its template as rows of text.
    TemplateCsv(organisation, quarter) = "/returns/{organisation}/{quarter}/template.csv";
    /// Filling it from a file.
    ReturnFile(organisation, quarter) = "/returns/{organisation}/{quarter}/file";
    /// A step of it with its approver.
    ReturnStep(organisation, quarter) = "/returns/{organisation}/{quarter}/step";

    /// Saves rows of a return: asked by the grid.
    SaveRows = "/fn/save-rows";
    /// Chooses between two people's figures: asked by the grid.
    Choose = "/fn/choose";
    /// Adds a row to a return: asked by the grid.
    AddRow = "/fn/add-row";
    /// Taking in files of figures.
    Import = "/import";
    /// Taking an import back.
    ImportUndo = "/import/undo";
    /// A file that waits to be taken in.
    ImportFile(number) = "/import/{number}";

    /// What was agreed to do.
    Actions = "/actions";
    /// Agreeing on an action.
    ActionNew = "/actions/new";
    /// An action.
    Action(action) = "/actions/{action}";
    /// Changing it.
    ActionChange(action) = "/actions/{action}/change";
    /// Saying how far it has come.
    ActionStatus(action) = "/actions/{action}/status";
    /// Withdrawing it.
    ActionWithdraw(action) = "/actions/{action}/withdraw";
    /// What was set aside.
    Funding = "/funding";
    /// Setting money aside.
    FundingNew = "/funding/new";
    /// Changing a funding line.
    FundingChange(line) = "/funding/{line}/change";
    /// Withdrawing one.
    FundingWithdraw(line) = "/funding/{line}/withdraw";

    /// What meetings are given.
    Packs = "/packs";
    /// Making a pack.
    PackNew = "/packs/new";
    /// A pack.
    Pack(pack) = "/packs/{pack}";
    /// Changing it.
    PackChange(pack) = "/packs/{pack}/change";
    /// Withdrawing it.
    PackWithdraw(pack) = "/packs/{pack}/withdraw";
    /// Freezing it.
    PackFreeze(pack) = "/packs/{pack}/freeze";
    /// It as PDF.
    PackPdf(pack) = "/packs/{pack}/pack.pdf";
    /// Its exceptions as PDF.
    PackExceptions(pack) = "/packs/{pack}/exceptions.pdf";
    /// Its figures as a workbook.
    PackWorkbook(pack) = "/packs/{pack}/data.xlsx";
    /// Noting what was decided on it.
    PackDecisions(pack) = "/packs/{pack}/decisions";
    /// Withdrawing a decision.
    PackDecision(pack, decision) = "/packs/{pack}/decisions/{decision}";
    /// The annual reviews.
    Reviews = "/reviews";
    /// The review of a plan year.
    Review(year) = "/reviews/{year}";
    /// Completing it.
    ReviewComplete(year) = "/reviews/{year}/complete";
    /// It as PDF.
    ReviewPdf(year) = "/reviews/{year}/review.pdf";
    /// Its figures as a workbook.
    ReviewWorkbook(year) = "/reviews/{year}/data.xlsx";

    /// Signing in.
    SignIn = "/sign-in";
    /// Signing out.
    SignOut = "/sign-out";
    /// A link that lets somebody in, once.
    Invitation(secret) = "/invitations/{secret}";
    /// One's own account.
    Account = "/account";
    /// Ending one of one's own sessions.
    AccountSessions = "/account/sessions";

    /// Who there is, and in which role.
    People = "/admin/people";
    /// Inviting somebody.
    PeopleInvite = "/admin/people/invite";
    /// Giving somebody a new link.
    PeopleLink = "/admin/people/link";
    /// Giving and taking roles.
    PeopleRoles = "/admin/people/roles";
    /// Erasing what is known of somebody.
    PeopleErase = "/admin/people/erase";
    /// What was done, and by whom.
    Audit = "/admin/audit";
    /// Removing a text that names a child.
    Redaction = "/admin/redaction";
    /// The plans.
    Plans = "/admin/plans";
    /// Beginning a plan.
    PlanNew = "/admin/plans/new";
    /// A plan, part by part.
    Plan(plan) = "/admin/plans/{plan}";
    /// It as a plan file.
    PlanFile(plan) = "/admin/plans/{plan}/plan.toml";
    /// Changing a part of it.
    PlanPart(plan, part) = "/admin/plans/{plan}/{part}";
}

#[cfg(test)]
mod tests {
    use super::{Address, Board, Pack, PackDecision};

    #[test]
    fn an_address_prints_as_its_path() {
        assert_eq!(Board.to_string(), Board::PATH);
        assert_eq!(
            PackDecision::of("board-june", "decision-1").to_string(),
            "/packs/board-june/decisions/decision-1"
        );
    }

    #[test]
    fn nothing_in_a_name_is_read_as_something_else() {
        assert_eq!(Pack::of("a/b?c#d é").to_string(), "/packs/a%2Fb%3Fc%23d%20%C3%A9");
    }
}
