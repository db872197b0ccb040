//! The document around every page.

use crate::{desk::Asked, site::Site};
use axum::response::Html;
use leptos::{prelude::*, reactive::owner::Owner};
use std::sync::Arc;

/// Whether a page has something for the browser to bring to life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Script {
    /// Nothing: it loads no script at all.
    None,
    /// Islands.
    Islands,
}

/// Where in the site a page is, for the navigation to mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Plan,
    Board,
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
    let title = format!("{} · {}", head.title, plan.name);
    let current = |place| (head.place == place).then_some("page");
    let html = render(|| {
        let navigation = view! {
            <nav class="site-nav" aria-label="Site">
                <a href="/" aria-current=current(Place::Plan)>"The plan"</a>
                <a href="/board" aria-current=current(Place::Board)>"Board"</a>
            </nav>
        };
        let foot = view! {
            <p>{plan.name.clone()} ", " {plan.partnership.clone()} "."</p>
            <p>
                "Published figures carry their source. Figures that partners record are shown to the public as [c], "
                "confidential."
            </p>
        };
        document(
            &asked.site,
            &title,
            &head.description,
            head.script,
            plan.partnership.clone(),
            navigation,
            body(),
            foot,
        )
    });
    Html(html)
}

/// A page that needs no plan: for what went wrong.
pub(crate) fn plain(site: &Site, heading: &'static str, sentence: &str) -> Html<String> {
    let sentence = sentence.to_owned();
    let html = render(|| {
        let body = view! {
            <div class="notice">
                <h1>{heading}</h1>
                <p class="lead">{sentence}</p>
                <p><a href="/">"Go to the plan"</a> " or " <a href="/board">"to the board"</a> "."</p>
            </div>
        };
        document(site, heading, heading, Script::None, "Outcomes".to_owned(), (), body, ())
    });
    Html(html)
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

#[expect(clippy::too_many_arguments, reason = "the slots of one document, each named where it is filled")]
fn document(
    site: &Site,
    title: &str,
    description: &str,
    script: Script,
    name: String,
    navigation: impl IntoView,
    body: impl IntoView,
    foot: impl IntoView,
) -> impl IntoView {
    let starter = site.bundle.filter(|_| script == Script::Islands).map(|bundle| {
        view! { <script type="module" src=bundle.starter data-module=bundle.module data-wasm=bundle.wasm></script> }
    });
    view! {
        <!DOCTYPE html>
        <html lang="en-GB">
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <title>{title.to_owned()}</title>
                <meta name="description" content=description.to_owned()/>
                <link rel="icon" href=site.icon/>
                <link rel="stylesheet" href=site.style/>
                {starter}
            </head>
            <body>
                <a class="skip" href="#main">"Skip to the content"</a>
                <header class="site-head">
                    <a class="site-name" href="/">{name}</a>
                    {navigation}
                </header>
                <main id="main">{body}</main>
                <footer class="site-foot">{foot}</footer>
            </body>
        </html>
    }
    .into_any()
}
