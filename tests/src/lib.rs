//! What tests that need more than one room share: records on both engines, a plan to load, the application in process
//! and a browser before it.

/// People with real passwords.
pub mod accounts;
/// Files of answers that other programs gave.
pub mod answers;
/// The application in process: a request goes in, an answer comes out.
pub mod application;
/// A browser and the program it looks at.
pub mod browser;
/// What a rule changes on purpose on pages of a kept record.
pub mod changes;
/// What a page or file holds that is people's and not the program's.
pub mod contents;
/// The grid of a return in a browser.
pub mod grid;
/// One named element of a page.
pub mod html;
/// Plain requests over a socket.
pub mod http;
/// Taking files of figures in.
pub mod importing;
/// The records of earlier versions that `tests/records` keeps.
pub mod kept;
/// Packs, made and frozen.
pub mod packs;
/// People who are signed in.
pub mod people;
/// Plans to load.
pub mod plans;
/// What files propose.
pub mod proposals;
/// Fresh records on both engines.
pub mod record;
/// Recording a figure by form.
pub mod recording;
/// Where we differ from other systems, and how they name things.
pub mod reference;
/// Filling returns.
pub mod returns;
/// What a person does with a page.
pub mod steps;

/// The same test on both engines: `sqlite::name` and `postgres::name`. The second needs a server, which
/// `cargo xtask test` starts.
#[macro_export]
macro_rules! on_both_engines {
    ($($(#[$doc:meta])* async fn $name:ident($record:ident: Record) $body:block)+) => {
        $($(#[$doc])* async fn $name($record: Record) $body)+

        mod sqlite {
            $(#[tokio::test]
            async fn $name() {
                let fresh = ::tests::record::sqlite().await;
                super::$name(fresh.record.clone()).await;
            })+
        }

        mod postgres {
            $(#[tokio::test]
            #[ignore = "needs PostgreSQL: cargo xtask test starts one"]
            async fn $name() {
                let fresh = ::tests::record::postgres().await;
                super::$name(fresh.record.clone()).await;
            })+
        }
    };
}
