//! A file as a browser sends it, with what describes it.

use crate::fault::Fault;
use axum::extract::{FromRequest, Multipart, Request, multipart::Field};
use std::time::Duration;
use tokio::time::timeout;

/// How long a file may take to arrive.
const LONGEST: Duration = Duration::from_secs(120);

/// The most bytes of a file that is sent by form.
const MOST: usize = 16 * 1024 * 1024;

/// A file that somebody chose, and the one that describes its columns.
pub(crate) struct Sent {
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
    pub(super) meta: Option<Vec<u8>>,
}

impl<S: Send + Sync> FromRequest<S> for Sent {
    type Rejection = Fault;

    async fn from_request(request: Request, state: &S) -> Result<Self, Fault> {
        timeout(LONGEST, whole(request, state)).await.map_err(|_| not_whole())?
    }
}

async fn whole<S: Send + Sync>(request: Request, state: &S) -> Result<Sent, Fault> {
    let form = Multipart::from_request(request, state).await;
    let mut form = form.map_err(|_| Fault::BadRequest("That was not sent by a form of this site.".into()))?;
    let mut sent = Sent { name: String::new(), bytes: Vec::new(), meta: None };
    while let Some(field) = form.next_field().await.map_err(|_| not_whole())? {
        match field.name() {
            Some("file") => {
                sent.name = bare(field.file_name().unwrap_or_default());
                sent.bytes = read(field).await?;
            }
            Some("meta") => sent.meta = Some(read(field).await?).filter(|bytes| !bytes.is_empty()),
            _ => {}
        }
    }
    Ok(sent)
}

fn not_whole() -> Fault {
    Fault::BadRequest("The file did not arrive whole: send it again.".into())
}

async fn read(mut field: Field<'_>) -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(|_| not_whole())? {
        if bytes.len() + chunk.len() > MOST {
            return Err(Fault::TooLarge);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

/// A file's name without folders or characters that are none.
fn bare(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = name.chars().filter(|letter| !letter.is_control()).take(120).collect();
    if name.trim().is_empty() { "file".to_owned() } else { name }
}
