//! Files as a browser sends them, within bounds of size and time.

use crate::ask::fault::Fault;
use axum::extract::{FromRequest, Multipart, Request, multipart::Field};
use std::time::Duration;
use tokio::time::timeout;

/// The most bytes of one file that is sent by form.
const MOST: usize = 16 * 1024 * 1024;

/// How long they may take to arrive.
const LONGEST: Duration = Duration::from_secs(120);

/// The files of a form.
#[derive(Default)]
pub(crate) struct Files(Vec<(String, File)>);

/// A file that somebody chose.
pub(crate) struct File {
    /// Its name, without folders or control characters.
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
}

impl Files {
    /// The file that was chosen in a box; nothing where none was, or one that holds nothing.
    pub(crate) fn take(&mut self, name: &str) -> Option<File> {
        let place = self.0.iter().position(|(other, file)| other == name && !file.bytes.is_empty())?;
        Some(self.0.swap_remove(place).1)
    }
}

impl<S: Send + Sync> FromRequest<S> for Files {
    type Rejection = Fault;

    async fn from_request(request: Request, state: &S) -> Result<Self, Fault> {
        timeout(LONGEST, arrived(request, state)).await.map_err(|_| not_whole())?
    }
}

async fn arrived<S: Send + Sync>(request: Request, state: &S) -> Result<Files, Fault> {
    let form = Multipart::from_request(request, state).await;
    let mut form = form.map_err(|_| Fault::BadRequest("That was not sent by a form on this site.".into()))?;
    let mut files = Files::default();
    while let Some(field) = form.next_field().await.map_err(|_| not_whole())? {
        // No form here has more than two.
        if files.0.len() == 2 {
            return Err(Fault::BadRequest("That was not sent by a form on this site.".into()));
        }
        let box_name = field.name().unwrap_or_default().to_owned();
        let name = bare(field.file_name().unwrap_or_default());
        files.0.push((box_name, File { name, bytes: read(field).await? }));
    }
    Ok(files)
}

fn not_whole() -> Fault {
    Fault::BadRequest("Only part of the file arrived. Send it again.".into())
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

fn bare(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = name.chars().filter(|letter| !letter.is_control()).take(120).collect();
    if name.trim().is_empty() { "file".to_owned() } else { name }
}
