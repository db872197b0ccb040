//! A pack: as the board saw it, with what was revised since; before it is frozen, as it would be now.

use super::{decided, pack_of, score};
use crate::{
    ask::{
        address::{address, pair},
        choice::Choices,
        desk::Asked,
        fault::Fault,
        named::Name,
        path,
        typed::Typed,
    },
    parts::document::{self, Beside},
    shell::{
        form::{Button, Errors, Form},
        page::{Head, Place, Script, page},
    },
};
use axum::response::Html;
use documents::{
    Unmade,
    freeze::{EXCEPTIONS, PDF, WORKBOOK},
    since::{self, Revised},
};
use domain::{access::Action, london, pack, slug::Slug, wording};
use leptos::prelude::*;
use storage::{
    frozen::{File, Frozen},
    pack::PackVersion,
};

pub(crate) async fn show(asked: Asked, choices: Choices, Name(name): Name) -> Result<Html<String>, Fault> {
    let (entry, frozen) = pack_of(&asked, &name).await?;
    match frozen {
        Some(frozen) => {
            opened(&asked, &choices, &entry, &frozen, &Typed::default(), &Errors::default()).await
        }
        None => preview(&asked, &entry).await,
    }
}

/// A frozen pack with what was revised since, and what was decided. With `revised=no` in the address it is nothing but what the board saw.
pub(super) async fn opened(
    asked: &Asked,
    choices: &Choices,
    entry: &PackVersion,
    frozen: &Frozen,
    typed: &Typed,
    errors: &Errors,
) -> Result<Html<String>, Fault> {
    let plan = &asked.outline.plan.slug;
    let model = storage::frozen::model(&asked.desk, frozen).await?;
    let files = storage::frozen::files(&asked.desk, frozen).await?;
    let mut decisions = storage::pack::decisions(&asked.desk, plan).await?;
    decisions.retain(|decided| decided.decision.pack == entry.pack.slug);
    let model = match documents::freeze::read(&model) {
        Ok(model) => model,
        Err(why @ Unmade::Newer(_)) => {
            let section = decided::section(asked, entry, &decisions, typed, errors);
            return Ok(closed(asked, entry, frozen, &files, &why, section));
        }
        Err(other) => return Err(other.into()),
    };
    let is_beside = choices.get("revised") != Some("no");
    let revised = since::revised(&asked.desk, &asked.outline, &model).await?;
    let year = asked.outline.years.iter().find(|year| year.slug == entry.pack.year);
    let reworded = since::reworded(&asked.outline, &model, year, asked.today);
    let figures = super::approved(asked).await?;
    let beside = match is_beside {
        true => Beside { figures: &model.figures, revised: &revised },
        false => Beside::NOTHING,
    };
    let head = Head {
        title: begun(errors, &model.document.title),
        description: model.document.subtitle.clone(),
        place: Place::Packs,
        script: Script::None,
    };
    Ok(page(asked, &head, || {
        let own = path::Pack::of(&entry.pack.slug);
        let other = match is_beside {
            true => {
                let to = address(asked, &own, vec![pair("revised", "no")]);
                view! { <a href=to>"See only what the board saw"</a> }
            }
            false => {
                let to = address(asked, &own, Vec::new());
                view! { <a href=to>"See later revisions beside it"</a> }
            }
        };
        let what = is_beside.then(|| changed(&model, &revised, &reworded));
        view! {
            <header class="page-head">
                <p class="kind"><a href=address(asked, &path::Packs, Vec::new())>"Packs"</a></p>
                <h1>{model.document.title.clone()}</h1>
                <p class="lead">{format!("{}: as the board saw it.", since_when(frozen))}</p>
                {downloads(asked, &entry.pack.slug, &files)}
                <p class="other-view">{other}</p>
            </header>
            {document::redacted(frozen)}
            {what}
            {is_beside.then(|| score::section(asked, &model, &figures))}
            {decided::section(asked, entry, &decisions, typed, errors)}
            {document::document(&model.document, beside)}
            {kept(frozen, &files)}
        }
    }))
}

fn since_when(frozen: &Frozen) -> String {
    let by = wording::by(&frozen.by.sort, frozen.by.person, frozen.by.name.as_deref());
    format!("Frozen on {}, by {by}", london::minute_said(frozen.by.at))
}

/// A frozen pack that this program cannot read: why, its files, and what was decided.
fn closed(
    asked: &Asked,
    entry: &PackVersion,
    frozen: &Frozen,
    files: &[File],
    why: &Unmade,
    decided: AnyView,
) -> Html<String> {
    let title = title(entry);
    let head = Head {
        title: title.clone(),
        description: "A pack that cannot be opened here.".into(),
        place: Place::Packs,
        script: Script::None,
    };
    page(asked, &head, || {
        view! {
            <header class="page-head">
                <p class="kind"><a href=address(asked, &path::Packs, Vec::new())>"Packs"</a></p>
                <h1>{title}</h1>
                <p class="lead">{format!("{}.", since_when(frozen))}</p>
                {downloads(asked, &entry.pack.slug, files)}
            </header>
            {document::redacted(frozen)}
            <div class="notice" role="alert"><p>{wording::capital(&format!("{why}."))}</p></div>
            {decided}
            {kept(frozen, files)}
        }
    })
}

fn title(entry: &PackVersion) -> String {
    format!("{}, {}", entry.pack.meeting, wording::day(entry.pack.on))
}

fn begun(errors: &Errors, title: &str) -> String {
    if errors.is_empty() { title.to_owned() } else { format!("Error: {title}") }
}

/// What was revised since, as a whole.
fn changed(model: &pack::Frozen, revised: &[Option<Revised>], reworded: &[String]) -> AnyView {
    let items: Vec<_> = model
        .figures
        .iter()
        .zip(revised)
        .filter_map(|(kept, revised)| {
            let revised = revised.as_ref()?;
            let of = model.indicators.iter().find(|indicator| indicator.slug == kept.indicator);
            let name = of.map_or(kept.indicator.as_str(), |indicator| indicator.name.as_str());
            Some(view! { <li><strong>{name.to_owned()}</strong> ", " {revised.sentence(kept)}</li> })
        })
        .collect();
    let words: Vec<_> = reworded.iter().map(|said| view! { <li>{said.clone()}</li> }).collect();
    let told = if items.is_empty() && words.is_empty() {
        view! { <p>"No figures have been revised since."</p> }.into_any()
    } else {
        view! { <ul>{items} {words}</ul> }.into_any()
    };
    view! {
        <section class="since-frozen" aria-labelledby="since-frozen">
            <h2 id="since-frozen">"Revised since"</h2>
            {told}
        </section>
    }
    .into_any()
}

fn downloads(asked: &Asked, pack: &Slug, files: &[File]) -> Option<AnyView> {
    // They are all there, or a redaction removed them all.
    if files.is_empty() {
        return None;
    }
    let exceptions = address(asked, &path::PackExceptions::of(pack), Vec::new());
    let named = [
        (PDF, "The pack (PDF)", address(asked, &path::PackPdf::of(pack), Vec::new())),
        (EXCEPTIONS, "Exception report (PDF)", exceptions),
        (WORKBOOK, "The data behind it (XLSX)", address(asked, &path::PackWorkbook::of(pack), Vec::new())),
    ];
    let items: Vec<_> = named
        .into_iter()
        .filter_map(|(name, said, to)| Some((files.iter().find(|file| file.name == name)?, said, to)))
        .map(|(file, said, to)| {
            view! { <li><a href=to download="">{said}</a> " " <span class="when">{size(file.size)}</span></li> }
        })
        .collect();
    Some(view! { <nav class="files" aria-label="Files"><ul>{items}</ul></nav> }.into_any())
}

/// How large a file is, in words.
pub(in crate::pages) fn size(bytes: i64) -> String {
    format!("{} kB", (bytes + 999) / 1000)
}

/// What proves that it is what was kept.
fn kept(frozen: &Frozen, files: &[File]) -> AnyView {
    let files: Vec<_> = files
        .iter()
        .map(|file| view! { <dt>{file.name.clone()}</dt> <dd><code class="hash">{file.sha256.clone()}</code></dd> })
        .collect();
    view! {
        <section aria-labelledby="kept">
            <h2 id="kept">"How it is kept"</h2>
            <p>{format!("It shows the record after write {}, and was frozen by write {} with version {} of \
                the program. Each file is checked against these SHA-256 sums whenever it is opened:", frozen.seen, frozen.by.number, frozen.program)}</p>
            <dl class="in-words hashes"><dt>"Contents"</dt> <dd><code class="hash">{frozen.sha256.clone()}</code></dd> {files}</dl>
        </section>
    }
    .into_any()
}

/// A pack that is not frozen yet: what it would be now.
async fn preview(asked: &Asked, entry: &PackVersion) -> Result<Html<String>, Fault> {
    let made = documents::freeze::preview(&asked.desk, &asked.outline.plan.slug, entry, asked.moment()).await;
    let pack = &entry.pack;
    let head = Head {
        title: title(entry),
        description: "A pack that is being made.".into(),
        place: Place::Packs,
        script: Script::None,
    };
    let told = match made {
        Ok(made) => Ok(made),
        Err(why @ (Unmade::Gone(_) | Unmade::OfNothing)) => Err(wording::capital(&format!("{why}."))),
        Err(other) => return Err(other.into()),
    };
    Ok(page(asked, &head, || {
        let none = (Typed::default(), Errors::default());
        let form = Form { typed: &none.0, errors: &none.1 };
        let may = asked.looking_back.is_none();
        let change = (may && asked.may(Action::MakePack, None)).then(|| {
            let to = path::PackChange::of(&pack.slug).to_string();
            view! { <nav class="change" aria-label="Change this pack"><ul><li><a href=to>"Change its contents"</a></li></ul></nav> }
        });
        let freeze = (may && told.is_ok() && asked.may(Action::FreezePack, None)).then(|| {
            view! {
                <form method="post" action=path::PackFreeze::of(&pack.slug).to_string() class="form small freeze">
                    {form.hidden("replaces", entry.by.number.to_string())}
                    <p>"Freezing keeps the page, the PDF and the data exactly as they are at that moment. You cannot undo it."</p>
                    {Button::Main.view("Freeze the pack")}
                </form>
            }
        });
        let body = match &told {
            Ok(made) => document::document(&made.document, Beside::NOTHING),
            Err(why) => view! { <div class="notice" role="alert"><p>{why.clone()}</p></div> }.into_any(),
        };
        view! {
            <header class="page-head">
                <p class="kind"><a href=address(asked, &path::Packs, Vec::new())>"Packs"</a></p>
                <h1>{title(entry)}</h1>
                <p class="lead">"In preparation: this is how it would look if you froze it now."</p>
                {change}
                {freeze}
            </header>
            {body}
        }
    }))
}
