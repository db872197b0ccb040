//! Work that may take long, with a bar that shows its progress. The page is sent as the work goes on, so the bar needs no
//! script, and no other server has to know of it.

use crate::{
    ask::{desk::Asked, fault::Fault},
    shell::page::{Head, fragment, page},
};
use axum::{
    body::{Body, Bytes, to_bytes},
    http::header,
    response::{IntoResponse, Response},
};
use futures_util::{StreamExt, stream};
use leptos::prelude::*;
use std::{
    convert::Infallible,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::{
    select,
    task::{JoinError, JoinHandle},
    time::sleep,
};

/// How often the bar is drawn anew.
const OFTEN: Duration = Duration::from_millis(500);
/// The most bytes of a page that is sent at the end of a bar.
const LARGEST: usize = 8 << 20;
/// Where the page is split into the part before the work and the part after it. No typed text can be mistaken for it, since
/// such characters are never printed.
const HERE: &str = "\u{f8ff}\u{f8fe}";

/// How far some work has come, for who does it to say and who waits to see.
#[derive(Clone, Default)]
pub(crate) struct Progress(Arc<Mutex<Step>>);

/// One step of it.
#[derive(Clone, Copy, Default)]
struct Step {
    what: &'static str,
    done: u64,
    /// How many parts it has; nothing where nobody knows.
    whole: Option<u64>,
}

impl Progress {
    /// A step begins.
    pub(crate) fn begin(&self, what: &'static str, whole: Option<u64>) {
        self.set(|step| *step = Step { what, done: 0, whole });
    }

    /// This many parts of it are done.
    pub(crate) fn at(&self, done: u64) {
        self.set(|step| step.done = done);
    }

    fn set(&self, change: impl FnOnce(&mut Step)) {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner));
    }

    fn step(&self) -> Step {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What comes of the work: at once if it is quick, else behind a bar. It goes on even if its visitor leaves.
///
/// # Errors
/// Those of quick work. A failure after the bar was shown is printed below it, since the status is sent by then.
pub(crate) async fn watched(
    asked: &Asked,
    head: &Head,
    progress: Progress,
    work: impl Future<Output = Result<Response, Fault>> + Send + 'static,
) -> Result<Response, Fault> {
    let mut work = tokio::spawn(work);
    select! {
        biased;
        () = sleep(asked.site.patience) => {
            let shell = page(asked, head, || HERE).0;
            let (before, after) = shell.split_once(HERE).unwrap_or((&shell, ""));
            Ok(streamed((before.to_owned(), after.to_owned()), &head.title, progress, work))
        }
        done = &mut work => settled(done),
    }
}

fn settled(done: Result<Result<Response, Fault>, JoinError>) -> Result<Response, Fault> {
    done.unwrap_or_else(|error| {
        tracing::error!(%error, "long work broke off");
        Err(Fault::Ours)
    })
}

/// How far the page has come.
enum Sent {
    Nothing(JoinHandle<Result<Response, Fault>>),
    Bar(JoinHandle<Result<Response, Fault>>),
    Outcome,
    All,
}

fn streamed(
    (before, after): (String, String),
    title: &str,
    progress: Progress,
    work: JoinHandle<Result<Response, Fault>>,
) -> Response {
    let title = title.to_owned();
    let parts = stream::unfold(Sent::Nothing(work), move |sent| {
        let (before, after, title, progress) =
            (before.clone(), after.clone(), title.clone(), progress.clone());
        async move {
            let (text, sent) = match sent {
                Sent::Nothing(work) => (before + &bar(&title, progress.step()), Sent::Bar(work)),
                Sent::Bar(mut work) => select! {
                    done = &mut work => (outcome(settled(done)).await, Sent::Outcome),
                    () = sleep(OFTEN) => (bar(&title, progress.step()), Sent::Bar(work)),
                },
                Sent::Outcome => (after, Sent::All),
                Sent::All => return None,
            };
            Some((Ok::<_, Infallible>(Bytes::from(text)), sent))
        }
    });
    // What compresses the page asks once more after its end.
    let parts = parts.fuse();
    ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], Body::from_stream(parts)).into_response()
}

/// The bar at this moment. The style sheet shows only the last thing on the page.
fn bar(title: &str, step: Step) -> String {
    let share = step.whole.map(|whole| (step.done.min(whole) * 100).checked_div(whole).unwrap_or(100));
    let said = match share {
        Some(share) => format!("{}: {share}%", step.what),
        None => format!("{}…", step.what),
    };
    let value = share.map(|share| share.to_string());
    let title = title.to_owned();
    fragment(|| {
        view! {
            <div class="notice step" role="status">
                <h1>{title}</h1>
                <p><progress max="100" value=value aria-label=step.what></progress></p>
                <p>{said}</p>
            </div>
        }
    })
}

/// What came of the work, as a piece of the page: the contents of its `main`, or the way to where it leads.
async fn outcome(done: Result<Response, Fault>) -> String {
    let response = match done {
        Ok(response) => response,
        Err(fault) => {
            let (heading, sentence) = (fault.heading(), fault.sentence().to_owned());
            return fragment(
                || view! { <div class="notice"><h1>{heading}</h1> <p class="lead">{sentence}</p></div> },
            );
        }
    };
    if let Some(to) = response.headers().get(header::LOCATION).and_then(|to| to.to_str().ok()) {
        let at_once = format!("0;url={to}");
        let to = to.to_owned();
        return fragment(|| {
            view! {
                <div class="notice">
                    <meta http-equiv="refresh" content=at_once/>
                    <h1>"Done"</h1>
                    <p class="lead"><a href=to>"Go on"</a></p>
                </div>
            }
        });
    }
    let text = to_bytes(response.into_body(), LARGEST).await;
    let text = text.ok().and_then(|bytes| String::from_utf8(bytes.to_vec()).ok());
    let main = text.as_deref().and_then(|text| {
        let (_, rest) = text.split_once("<main id=\"main\">")?;
        Some(rest.rsplit_once("</main>")?.0)
    });
    match main {
        Some(main) => format!("<div>{main}</div>"),
        None => {
            tracing::error!("long work gave no page");
            fragment(|| view! { <div class="notice"><h1>{Fault::Ours.heading()}</h1></div> })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::response::{Html, Redirect};
    use tokio::sync::oneshot;

    /// The pieces that are sent, one by one; the work ends after the second.
    async fn sent(done: Result<Response, Fault>) -> Vec<String> {
        let progress = Progress::default();
        progress.begin("Reading", Some(200));
        progress.at(50);
        let (go, told) = oneshot::channel::<()>();
        let work = tokio::spawn(async move {
            told.await.expect("to be told to go on");
            done
        });
        let shell = ("<head><main>".to_owned(), "</main>".to_owned());
        let mut body = streamed(shell, "Import <x>", progress.clone(), work).into_body().into_data_stream();
        let mut texts = Vec::new();
        let mut go = Some(go);
        while let Some(piece) = body.next().await {
            texts.push(String::from_utf8(piece.expect("a piece").to_vec()).expect("text"));
            if texts.len() == 2 {
                go.take().expect("once").send(()).expect("somebody who waits");
            }
            progress.begin("Comparing", None);
        }
        assert!(body.next().await.is_none(), "it has ended for good");
        texts
    }

    #[tokio::test(start_paused = true)]
    async fn the_bar_is_sent_while_the_work_goes_on() {
        let page = Html("<html><main id=\"main\"><h1>Looked at</h1></main></html>");
        let texts = sent(Ok(page.into_response())).await;
        let [first, second, .., outcome, last] = &texts[..] else { panic!("{texts:?}") };
        assert!(first.starts_with("<head><main>") && first.contains("Reading: 25%"), "{first}");
        assert!(first.contains("Import &lt;x&gt;") && first.contains("value=\"25\""), "{first}");
        assert!(second.contains("Comparing…") && !second.contains("value="), "{second}");
        assert_eq!(outcome, "<div><h1>Looked at</h1></div>");
        assert_eq!(last, "</main>");
    }

    #[tokio::test(start_paused = true)]
    async fn where_it_leads_and_why_it_failed_are_told_below_the_bar() {
        let led = sent(Ok(Redirect::to("/import?done=imported").into_response())).await.concat();
        assert!(led.contains("content=\"0;url=/import?done=imported\""), "{led}");
        assert!(led.contains("href=\"/import?done=imported\""), "{led}");
        let failed = sent(Err(Fault::Forbidden)).await.concat();
        assert!(failed.contains("You do not have permission to do this"), "{failed}");
        let strange = sent(Ok("no page".into_response())).await.concat();
        assert!(strange.contains("Something went wrong"), "{strange}");
    }
}
