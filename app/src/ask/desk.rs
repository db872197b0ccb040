//! Who asks for what, at which moment: what every page starts from.

use crate::ask::{as_at::LookingBack, choice::Choices, done::Done, fault::Fault, site::Site};
use axum::{extract::FromRequestParts, http::request::Parts};
use chrono::{DateTime, NaiveDate, Utc};
use documents::Maker;
use domain::{
    access::{Action, Audience, Visitor},
    figure::Origin,
    indicator::Indicator,
    london,
    organisation::answering,
    outline::Outline,
    slug::Slug,
    wording,
};
use std::sync::Arc;
use storage::{
    AsAt, Desk, Look, Record,
    account::{Secret, SignedIn},
};

/// The moment of a request, put into its extensions by the server.
#[derive(Clone, Copy, Debug)]
pub struct Now(pub DateTime<Utc>);

/// Asks what time it is, once a write has its turn.
#[derive(Clone)]
pub struct Clock(pub Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>);

/// Gives random bytes, for links and sessions.
#[derive(Clone)]
pub struct Chance(pub Arc<dyn Fn() -> [u8; 32] + Send + Sync>);

/// Who makes a request, and from where: resolved by the server before any page sees it.
#[derive(Clone, Debug, Default)]
pub struct Who {
    /// Who is signed in, if anybody is.
    pub signed_in: Option<SignedIn>,
    /// The secret of their session, as the browser gave it, whether or not it still opens one.
    pub session: Option<Secret>,
    /// Whether it opened a session that has ended since, within the last week.
    pub was_signed_in: bool,
    /// The secret that the browser is known by.
    pub browser: Option<Secret>,
    /// What the browser calls itself.
    pub browser_name: String,
    /// The network address.
    pub origin: String,
}

impl Who {
    /// The visitor, as the record knows them.
    #[must_use]
    pub fn visitor(&self) -> Visitor {
        self.signed_in
            .as_ref()
            .map_or(Visitor::Stranger, |signed_in| Visitor::Person(signed_in.person.clone()))
    }
}

/// What a page about the plan starts from.
#[derive(Clone)]
pub(crate) struct Asked {
    pub(crate) desk: Desk,
    pub(crate) outline: Arc<Outline>,
    pub(crate) site: Site,
    /// The day that it is for the page: the day it is asked on, or the one that it looks back to.
    pub(crate) today: NaiveDate,
    /// The moment that it looks back to, where it does.
    pub(crate) looking_back: Option<LookingBack>,
    /// The path that was asked for.
    pub(crate) path: String,
    /// The path with what follows the question mark.
    pub(crate) address: String,
    pub(crate) who: Who,
    pub(crate) clock: Clock,
    pub(crate) chance: Chance,
    /// What makes a document's files.
    pub(crate) maker: Maker,
    /// What was just done, for the page to say.
    pub(crate) done: Option<Done>,
}

impl Asked {
    /// Whether the visitor looks ahead to figures that are not yet approved.
    pub(crate) fn is_ahead(&self) -> bool {
        self.desk.look() == Look::Ahead && self.desk.visitor().audience() == Audience::Partner
    }

    /// The same desk for a form, which is about what is proposed as much as about what is approved.
    pub(crate) fn desk_ahead(&self) -> Desk {
        self.desk.clone().looking(Look::Ahead)
    }

    /// The moment of the request, by the clock on the server.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        (self.clock.0)()
    }

    /// The moment that the page is of: that of the request, or the one that it looks back to.
    pub(crate) fn moment(&self) -> DateTime<Utc> {
        self.looking_back.as_ref().map_or_else(|| self.now(), LookingBack::moment)
    }

    /// A new random secret.
    pub(crate) fn secret(&self) -> Secret {
        Secret::new((self.chance.0)())
    }

    /// A name for something new. It is settled before a form is sent, so that a form sent twice makes one thing.
    pub(crate) fn new_name(&self, what: &str) -> String {
        let random: String = self.secret().text().chars().take(12).collect();
        format!("{what}-{random}")
    }

    /// Whether the visitor may do this, to an indicator where it is about one.
    pub(crate) fn may(&self, action: Action, indicator: Option<&Indicator>) -> bool {
        let whose = indicator.and_then(|indicator| {
            answering(&self.outline.organisations, &indicator.owner, self.today).map(|heir| &heir.slug)
        });
        self.desk.visitor().may(action, whose)
    }

    /// Whether the visitor is shown ratings of an indicator. The public sees no ratings of partners' figures, nor what they
    /// are rated by.
    pub(crate) fn is_rated(&self, indicator: &Indicator) -> bool {
        indicator.origin == Origin::Published || self.desk.visitor().audience() == Audience::Partner
    }

    /// Refuses a visitor who may do this, but not to an indicator that another organisation answers for; the audit notes it.
    /// Whether they may do it at all was checked before, in `shell::permission`. The write checks the organisation too, but
    /// only once there is something to write: nobody is shown a form that they may not send.
    pub(crate) async fn must_answer_for(
        &self,
        action: Action,
        indicator: Option<&Indicator>,
    ) -> Result<(), Fault> {
        let is_allowed = self.may(action, indicator);
        self.stop(action, is_allowed).await
    }

    /// The same, for what an organisation does itself.
    pub(crate) async fn must_be_of(&self, action: Action, whose: Option<&Slug>) -> Result<(), Fault> {
        let is_allowed = self.desk.visitor().may(action, whose);
        self.stop(action, is_allowed).await
    }

    /// The organisation that now answers for this one's work: itself, unless it has ended.
    pub(crate) fn heir(&self, organisation: &Slug) -> Option<&Slug> {
        answering(&self.outline.organisations, organisation, self.today).map(|heir| &heir.slug)
    }

    /// Has the audit note that the visitor asked for what they may not do.
    pub(crate) async fn note_refused(&self, action: Action) -> Result<(), Fault> {
        Ok(storage::audit::refuse(&self.desk, action, &self.path, || self.now()).await?)
    }

    async fn stop(&self, action: Action, is_allowed: bool) -> Result<(), Fault> {
        if is_allowed {
            return Ok(());
        }
        self.note_refused(action).await?;
        Err(Fault::Forbidden)
    }
}

/// The desk of a request: the record as its visitor may see it, at a moment.
pub(crate) async fn desk(parts: &Parts, as_at: AsAt) -> Result<Desk, Fault> {
    let record = extension::<Record>(parts)?;
    let who = extension::<Who>(parts)?;
    let session = who.signed_in.as_ref().map(|signed_in| signed_in.session);
    Ok(record.desk(who.visitor(), as_at).await?.from(who.origin, session))
}

pub(crate) fn extension<T: Clone + Send + Sync + 'static>(parts: &Parts) -> Result<T, Fault> {
    parts.extensions.get::<T>().cloned().ok_or_else(|| {
        tracing::error!(missing = std::any::type_name::<T>(), "the server left out an extension");
        Fault::Ours
    })
}

impl<S: Send + Sync> FromRequestParts<S> for Asked {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Fault> {
        // The check of permission has already made it.
        if let Some(asked) = parts.extensions.get::<Self>() {
            return Ok(asked.clone());
        }
        let Now(now) = extension::<Now>(parts)?;
        let choices = Choices::from_request_parts(parts, state).await?;
        let looking_back = choices.looking_back(now)?;
        let desk = desk(parts, looking_back.as_ref().map_or(AsAt::Now, LookingBack::as_at)).await?;
        let look = if choices.get("ahead") == Some("yes") { Look::Ahead } else { Look::Approved };
        let desk = desk.looking(look);
        let today = looking_back.as_ref().map_or_else(|| london::day(now), LookingBack::day);
        let outline = storage::outline::current(&desk, today).await?;
        let outline = outline.ok_or_else(|| Fault::NotFound(no_plan(looking_back.as_ref())))?;
        if outline.years.is_empty() {
            tracing::error!(plan = %outline.plan.slug, "the plan has no years");
            return Err(Fault::Ours);
        }
        let path = parts.uri.path().to_owned();
        let address = parts.uri.path_and_query().map_or_else(|| path.clone(), ToString::to_string);
        Ok(Self {
            desk,
            outline,
            site: extension(parts)?,
            today,
            looking_back,
            path,
            address,
            who: extension(parts)?,
            clock: extension(parts)?,
            chance: extension(parts)?,
            maker: extension(parts)?,
            done: choices.done(),
        })
    }
}

fn no_plan(looking_back: Option<&LookingBack>) -> String {
    match looking_back {
        None => "No plan has been loaded yet. Load one with: outcomes plan load FILE".to_owned(),
        Some(back) => format!("On {} no plan had been loaded yet.", wording::day(back.day())),
    }
}
