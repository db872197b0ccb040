//! The document around every page.

use crate::{
    ask::{
        address::{address, pair},
        desk::Asked,
        path::{self, Address},
        site::Site,
    },
    shell::notice::{illustrative, notices},
};
use axum::response::Html;
use domain::{access::Action, grid::kept::FIRST, plan::Nature};
use leptos::{prelude::*, reactive::owner::Owner};
use std::sync::Arc;

/// Whether a page has something for the browser to bring to life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Script {
    /// Nothing: it loads no script at all.
    None,
    /// Islands.
    Islands,
    /// The grid of a return.
    Grid,
    /// What was typed into a return and not saved, where nothing can be typed now: only where a browser keeps some.
    Kept,
}

/// Where in the site a page is, for the navigation to mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Plan,
    Board,
    Returns,
    Packs,
    Reviews,
    Actions,
    Funding,
    Elsewhere,
}

/// What a page is besides its body.
pub(crate) struct Head {
    pub(crate) title: String,
    pub(crate) description: String,
    pub(crate) place: Place,
    pub(crate) script: Script,
}

/// A page about the plan.
pub(crate) fn page<V: IntoView>(asked: &Asked, head: &Head, body: impl FnOnce() -> V) -> Html<String> {
    let plan = &asked.outline.plan;
    let current = |place| (head.place == place).then_some("page");
    Html(render(|| {
        let returns = asked.may(Action::ReadPartnerFigures, None).then(|| {
            view! {
                <a href=to(asked, &path::Packs) aria-current=current(Place::Packs)>"Packs"</a>
                <a href=to(asked, &path::Reviews) aria-current=current(Place::Reviews)>"Reviews"</a>
                <a href=to(asked, &path::Actions) aria-current=current(Place::Actions)>"Actions"</a>
                <a href=to(asked, &path::Funding) aria-current=current(Place::Funding)>"Funding"</a>
                <a href=to(asked, &path::Returns) aria-current=current(Place::Returns)>"Returns"</a>
            }
        });
        let navigation = view! {
            <nav class="site-nav" aria-label="Site">
                <a href=to(asked, &path::Home) aria-current=current(Place::Plan)>"The plan"</a>
                <a href=to(asked, &path::Board) aria-current=current(Place::Board)>"Board"</a>
                {returns}
            </nav>
        };
        let foot = view! {
            <p>{plan.name.clone()} ", " {plan.partnership.clone()} "."</p>
            <p>
                "Published figures carry their source. Figures that partners record are shown to the public as [c], "
                "confidential."
            </p>
        };
        let document = Document {
            title: format!("{} · {}", head.title, plan.name),
            description: head.description.clone(),
            // A link that lets somebody in must reach nobody else.
            canonical: (!path::is_invitation(&asked.path))
                .then(|| format!("{}{}", asked.site.base_url, asked.path)),
            script: head.script,
            name: plan.partnership.clone(),
            home: to(asked, &path::Home),
            navigation: Some(view! { {navigation} {account(asked)} }.into_any()),
            banner: Some(notices(asked)),
            body: body().into_view().into_any(),
            foot: Some(foot.into_any()),
        };
        document.view(&asked.site)
    }))
}

/// A page of the navigation.
fn to(asked: &Asked, page: &impl Address) -> String {
    address(asked, page, Vec::new())
}

/// A page that needs no plan: for what went wrong.
pub(crate) fn plain(site: &Site, nature: Nature, heading: &'static str, sentence: &str) -> Html<String> {
    let sentence = sentence.to_owned();
    bare(site, nature, heading, || {
        view! {
            <div class="notice">
                <h1>{heading}</h1>
                <p class="lead">{sentence}</p>
                <p><a href=path::Home.to_string()>"Go to the plan"</a> " or " <a href=path::Board.to_string()>"to the board"</a> "."</p>
            </div>
        }
    })
}

/// The document without anything of the plan around a body.
pub(crate) fn bare<V: IntoView>(
    site: &Site,
    nature: Nature,
    title: &'static str,
    body: impl FnOnce() -> V,
) -> Html<String> {
    Html(render(|| {
        let document = Document {
            title: title.to_owned(),
            description: title.to_owned(),
            canonical: None,
            script: Script::None,
            name: "Outcomes".to_owned(),
            home: path::Home.to_string(),
            navigation: None,
            banner: illustrative(nature),
            body: body().into_view().into_any(),
            foot: None,
        };
        document.view(site)
    }))
}

/// The way to sign in; or who is signed in, and the way out.
fn account(asked: &Asked) -> AnyView {
    let Some(signed_in) = &asked.who.signed_in else {
        let to = pair("to", if path::is_invitation(&asked.path) { path::Home::PATH } else { &asked.address });
        return view! { <nav class="site-account" aria-label="Account"><a href=format!("{}?{to}", path::SignIn)>"Sign in"</a></nav> }
            .into_any();
    };
    let link = |path: &'static str, label: &'static str| {
        let current = (asked.path == path).then_some("page");
        view! { <a href=path aria-current=current>{label}</a> }
    };
    let import = asked.may(Action::ImportFigures, None).then(|| link(path::Import::PATH, "Import"));
    let plans = asked.may(Action::EditPlan, None).then(|| link(path::Plans::PATH, "Plans"));
    let people = asked.may(Action::ReadPeople, None).then(|| link(path::People::PATH, "People"));
    let audit = asked.may(Action::ReadAudit, None).then(|| link(path::Audit::PATH, "Audit"));
    let redaction = asked.may(Action::RedactText, None).then(|| link(path::Redaction::PATH, "Redaction"));
    view! {
        <nav class="site-account" aria-label="Account">
            {plans}
            {import}
            {people}
            {audit}
            {redaction}
            <a href=path::Account.to_string() aria-current=(asked.path == path::Account::PATH).then_some("page")>{signed_in.name.clone()}</a>
            <form method="post" action=path::SignOut.to_string()><button type="submit" class="link">"Sign out"</button></form>
        </nav>
    }
    .into_any()
}

/// A piece of a page, for a script to put in its place.
pub(crate) fn fragment<V: IntoView>(view: impl FnOnce() -> V) -> String {
    render(view)
}

/// Renders a view in an owner of its own, which ends with it.
fn render<V: IntoView>(view: impl FnOnce() -> V) -> String {
    let context = Arc::new(hydration_context::SsrSharedContext::new_islands());
    let owner = Owner::new_root(Some(context));
    let html = owner.with(|| {
        // What is outside islands is never hydrated, so it needs no marks for it.
        if let Some(context) = Owner::current_shared_context() {
            context.set_is_hydrating(false);
        }
        view().into_view().to_html()
    });
    owner.cleanup();
    html
}

/// The slots of one document.
struct Document {
    title: String,
    description: String,
    /// The address that search engines are to keep.
    canonical: Option<String>,
    script: Script,
    name: String,
    home: String,
    navigation: Option<AnyView>,
    banner: Option<AnyView>,
    body: AnyView,
    foot: Option<AnyView>,
}

impl Document {
    fn view(self, site: &Site) -> AnyView {
        let bundle = match self.script {
            Script::None => None,
            Script::Islands => site.bundle,
            Script::Grid | Script::Kept => site.grid,
        };
        let keeps = (self.script == Script::Kept).then_some(FIRST);
        let starter = bundle.map(|bundle| {
            view! {
                <script type="module" src=bundle.starter data-module=bundle.module data-wasm=bundle.wasm data-keeps=keeps></script>
            }
        });
        let canonical = self.canonical.map(|address| view! { <link rel="canonical" href=address/> });
        view! {
            <!DOCTYPE html>
            <html lang="en-GB">
                <head>
                    <meta charset="utf-8"/>
                    <meta name="viewport" content="width=device-width, initial-scale=1"/>
                    <meta name="color-scheme" content="light dark"/>
                    <title>{self.title}</title>
                    <meta name="description" content=self.description/>
                    {canonical}
                    <link rel="icon" href=site.icon/>
                    <link rel="stylesheet" href=site.style/>
                    {starter}
                </head>
                <body>
                    <a class="skip" href="#main">"Skip to the content"</a>
                    <header class="site-head">
                        <a class="site-name" href=self.home>{self.name}</a>
                        {self.navigation}
                    </header>
                    {self.banner}
                    <main id="main">{self.body}</main>
                    <footer class="site-foot">{self.foot}</footer>
                </body>
            </html>
        }
        .into_any()
    }
}
