//! The program as a person starts it, and a real browser in front of it.

use serde_json::{Value, json};
use std::{
    io::{BufRead, BufReader},
    path::PathBuf,
    process::{Child, Command, Stdio},
    sync::{Arc, OnceLock},
    time::Duration,
};
use thirtyfour::{
    By, ChromiumLikeCapabilities, DesiredCapabilities, WebDriver, error::WebDriverResult,
    extensions::query::ElementPollerWithTimeout, prelude::ElementQueryable,
};

/// A program that is ended when it goes out of scope.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Starts a program and reads its output until a line holds what is wanted; the rest of its output is read and dropped.
fn start(command: &mut Command, wanted: &str) -> (Running, String) {
    let mut running = Running(command.stdout(Stdio::piped()).spawn().expect("the program starts"));
    let mut lines = BufReader::new(running.0.stdout.take().expect("its output")).lines();
    let mut said = String::new();
    loop {
        let line = lines.next().unwrap_or_else(|| panic!("it stopped, having said: {said}")).expect("text");
        said.push_str(&line);
        said.push('\n');
        if line.contains(wanted) {
            break;
        }
    }
    std::thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
    (running, said)
}

fn told(variable: &str) -> String {
    std::env::var(variable).unwrap_or_else(|_| panic!("{variable} is set by cargo xtask test"))
}

/// Where the program is.
///
/// # Panics
/// When nobody built it.
#[must_use]
pub fn program_path() -> PathBuf {
    told("OUTCOMES_TEST_BIN").into()
}

/// The file of a demonstration, and who can sign in. It is made once for a test program, because that takes seconds; each test has
/// a copy of its own.
fn demonstrated() -> &'static (Vec<u8>, String) {
    static MADE: OnceLock<(Vec<u8>, String)> = OnceLock::new();
    MADE.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let file = folder.path().join("outcomes.db");
        let database = format!("sqlite://{}", file.display());
        let made = Command::new(program_path()).args(["demo", "--database", &database]).output();
        let made = made.expect("the program runs");
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        // The program closed the record when it ended, so nothing is left beside the file.
        let record = std::fs::read(&file).expect("the file of the demonstration");
        (record, String::from_utf8_lossy(&made.stdout).into_owned())
    })
}

/// The program, serving a record of its own that holds the first plan.
pub struct Program {
    _running: Running,
    folder: tempfile::TempDir,
    database: String,
    said: String,
    address: String,
}

impl Program {
    /// Starts it in an empty folder, on a free port.
    ///
    /// # Panics
    /// When it does not start.
    #[must_use]
    pub fn start() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let database = format!("sqlite://{}", folder.path().join("outcomes.db").display());
        Self::start_in(folder, database)
    }

    /// Starts it over a database, on a free port.
    ///
    /// # Panics
    /// When it does not start.
    #[must_use]
    pub fn start_over(database: &str) -> Self {
        Self::start_in(tempfile::tempdir().expect("a temporary folder"), database.to_owned())
    }

    /// Starts it over a demonstration, and gives the output of making that: who can sign in.
    ///
    /// # Panics
    /// When either does not start.
    #[must_use]
    pub fn demonstration() -> (Self, String) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let file = folder.path().join("outcomes.db");
        let (record, people) = demonstrated();
        std::fs::write(&file, record).expect("a copy of the demonstration");
        (Self::start_in(folder, format!("sqlite://{}", file.display())), people.clone())
    }

    fn start_in(folder: tempfile::TempDir, database: String) -> Self {
        let log = std::fs::File::create(folder.path().join("log")).expect("a log");
        let mut command = Command::new(program_path());
        command
            .args(["serve", "--listen", "127.0.0.1:0", "--database", &database])
            .current_dir(folder.path())
            .env_remove("OUTCOMES_BASE_URL")
            .env("OUTCOMES_LOG", "trace")
            .stderr(log);
        let (running, said) = start(&mut command, "served at http");
        let address = said.split_once("served at ").and_then(|(_, rest)| rest.split_once("/ "));
        let address = address.expect("an address").0.to_owned();
        Self { _running: running, folder, database, said, address }
    }

    /// Everything that it has logged so far.
    ///
    /// # Panics
    /// When there is no log.
    #[must_use]
    pub fn logged(&self) -> String {
        String::from_utf8_lossy(&std::fs::read(self.folder.path().join("log")).expect("a log")).into_owned()
    }

    /// The output of another command of the program over the same record.
    ///
    /// # Panics
    /// When the command fails.
    #[must_use]
    pub fn command(&self, arguments: &[&str]) -> String {
        let mut command = Command::new(program_path());
        command.args(arguments).args(["--database", &self.database]);
        if arguments.first() == Some(&"account") {
            command.args(["--base-url", &self.address]);
        }
        let output = command.output().expect("the program runs");
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// A link that a command prints.
    ///
    /// # Panics
    /// When it prints none.
    #[must_use]
    pub fn link(&self, arguments: &[&str]) -> String {
        let said = self.command(arguments);
        said.lines().find(|line| line.contains("/invitations/")).expect("a link").trim().to_owned()
    }

    /// Its host and port.
    #[must_use]
    pub fn host(&self) -> &str {
        self.address.trim_start_matches("http://")
    }

    /// Its output when it started.
    #[must_use]
    pub fn said(&self) -> &str {
        &self.said
    }

    /// The address of a page.
    #[must_use]
    pub fn at(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }
}

/// Whether pages may run scripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scripts {
    /// They may.
    On,
    /// They may not, as for somebody who switched JavaScript off.
    Off,
}

/// How the browser looks at pages.
#[derive(Clone, Copy, Debug)]
pub struct Looks {
    /// The window's width and height, in CSS pixels.
    pub size: (u32, u32),
    /// `light` or `dark`.
    pub scheme: &'static str,
}

/// A desk's screen in daylight.
pub const DESK: Looks = Looks { size: (1280, 900), scheme: "light" };

/// A small phone at night: as narrow as a desk's screen at 400%.
pub const PHONE: Looks = Looks { size: (320, 690), scheme: "dark" };

/// Whether the browser has a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// It has.
    Up,
    /// It has none.
    Down,
}

/// How long a test waits for something to appear on a page, on a machine that is busy with others.
const PATIENCE: Duration = Duration::from_secs(20);

/// How soon it looks again. The library's own half a second was most of what a journey took.
const BETWEEN_LOOKS: Duration = Duration::from_millis(25);

/// A real browser with a fresh profile.
pub struct Browser {
    /// The browser.
    pub driver: WebDriver,
    port: String,
    session: String,
    _chromedriver: Running,
    _profile: tempfile::TempDir,
}

/// Ends the browser with its test, whether that passed or failed: it would outlive its driver.
impl Drop for Browser {
    fn drop(&mut self) {
        // The library would do the same in a way that blocks the test for two minutes.
        if self.driver.clone().leak().is_err() {
            // It has quit already.
            return;
        }
        let host = format!("127.0.0.1:{}", self.port);
        let _ = std::panic::catch_unwind(|| {
            crate::http::ask(&host, &format!("DELETE /session/{}", self.session), "")
        });
    }
}

/// Notes whatever the page complains of, from before its first line on.
const LISTEN: &str = "window.complaints = [];
    for (const how of ['error', 'warn']) {
        const was = console[how];
        console[how] = (...what) => { window.complaints.push(how + ': ' + what.join(' ')); was.apply(console, what); };
    }
    addEventListener('error', event => window.complaints.push('error: ' + (event.message || event.target?.src || event.target?.href)), true);
    addEventListener('unhandledrejection', event => window.complaints.push('rejection: ' + event.reason));
    document.addEventListener('securitypolicyviolation', event => window.complaints.push('policy: ' + event.violatedDirective + ' ' + event.blockedURI));";

impl Browser {
    /// Starts a browser.
    ///
    /// # Errors
    /// When the browser refuses.
    ///
    /// # Panics
    /// When Chromium or its driver is not there.
    pub async fn start(scripts: Scripts, looks: Looks) -> WebDriverResult<Self> {
        let mut command = Command::new(told("OUTCOMES_TEST_CHROMEDRIVER"));
        let (running, said) =
            start(command.arg("--port=0").stderr(Stdio::null()), "started successfully on port");
        let port = said.rsplit_once("on port ").expect("a port").1.trim().trim_end_matches('.').to_owned();
        let profile = tempfile::tempdir().expect("a temporary folder");

        let mut wanted = DesiredCapabilities::chrome();
        wanted.set_binary(&told("OUTCOMES_TEST_CHROMIUM"))?;
        let folder = format!("--user-data-dir={}", profile.path().display());
        for argument in [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            folder.as_str(),
        ] {
            wanted.add_arg(argument)?;
        }
        if looks.size.0 < 500 {
            // Chromium opens no window so narrow; it shows the page as a device that is.
            let (width, height) = looks.size;
            let metrics =
                json!({ "width": width, "height": height, "pixelRatio": 1, "mobile": false, "touch": false });
            wanted.add_experimental_option("mobileEmulation", json!({ "deviceMetrics": metrics }))?;
        }
        let driver = WebDriver::builder(format!("http://127.0.0.1:{port}"), wanted)
            .poller(Arc::new(ElementPollerWithTimeout::new(PATIENCE, BETWEEN_LOOKS)))
            .await?;
        let session = driver.session_id().to_string();
        let browser = Self { driver, port, session, _chromedriver: running, _profile: profile };
        browser.before_each_page(LISTEN).await?;
        if looks.size.0 >= 500 {
            browser.look(looks).await?;
        }
        if scripts == Scripts::Off {
            browser.tell("Emulation.setScriptExecutionDisabled", json!({ "value": true })).await?;
        }
        Ok(browser)
    }

    /// Looks at pages in another way from now on.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn look(&self, looks: Looks) -> WebDriverResult<()> {
        let (width, height) = looks.size;
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.tell("Emulation.setDeviceMetricsOverride", metrics).await?;
        let features = json!([{ "name": "prefers-color-scheme", "value": looks.scheme }]);
        self.tell("Emulation.setEmulatedMedia", json!({ "features": features })).await
    }

    /// Runs a script in each page from now on, before its first line.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn before_each_page(&self, script: &str) -> WebDriverResult<()> {
        self.tell("Page.addScriptToEvaluateOnNewDocument", json!({ "source": script })).await
    }

    /// Takes the connection away from the page that is open, or gives it back; the page is notified, as by a real one.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn connect(&self, line: Line) -> WebDriverResult<()> {
        self.tell("Network.enable", json!({})).await?;
        let is_down = line == Line::Down;
        let conditions =
            json!({ "offline": is_down, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
        self.tell("Network.emulateNetworkConditions", conditions).await
    }

    async fn tell(&self, method: &str, what: Value) -> WebDriverResult<()> {
        self.driver.cdp().send_raw(method, what).await.map(drop)
    }

    /// Runs a script in the page and returns what it returns.
    ///
    /// # Errors
    /// When the script throws.
    pub async fn ask(&self, script: &str) -> WebDriverResult<Value> {
        self.driver.execute(script, Vec::new()).await.map(|answer| answer.json().clone())
    }

    /// What the page has complained of so far.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn complaints(&self) -> WebDriverResult<Value> {
        self.ask("return window.complaints ?? ['nobody listened'];").await
    }

    /// What axe-core finds wrong with the page, each with where.
    ///
    /// # Errors
    /// When the page does not let it run.
    ///
    /// # Panics
    /// When axe-core is not there.
    pub async fn findings(&self, rules: Rules) -> WebDriverResult<Value> {
        // Half a megabyte: it is handed over once, and the browser gives it to the pages that follow.
        if self.ask("return typeof axe;").await? != json!("object") {
            let axe = std::fs::read_to_string(told("OUTCOMES_TEST_AXE")).expect("axe-core");
            self.ask(&axe).await?;
            self.before_each_page(&axe).await?;
        }
        let tags = match rules {
            Rules::All => {
                json!(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
            }
            Rules::Colour => json!(["cat.color"]),
        };
        // Loading style sheets and sounds again is for rules that these tags do not name.
        let script = "const [runOnly, done] = arguments;
            axe.run(document, { runOnly, preload: false })
                .then(found => done(found.violations.map(v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).join(', '))))
                .catch(error => done(['axe failed: ' + error]));";
        self.driver.execute_async(script, vec![tags]).await.map(|answer| answer.json().clone())
    }
}

/// Which of axe-core's rules are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rules {
    /// All of WCAG 2.2 AA, and its best practice.
    All,
    /// Those about colours: a colour scheme of ours changes nothing else.
    Colour,
}

/// Looks at the page that is open, wide and narrow, in light and dark, and at twice the text.
///
/// # Errors
/// When the browser fails.
///
/// # Panics
/// When axe finds something, or the page is wider than its window.
pub async fn look_over(browser: &Browser, page: &str) -> WebDriverResult<()> {
    if browser.driver.query(By::Css("script[data-wasm]")).nowait().exists().await? {
        browser.driver.query(By::Css("html[data-awake]")).first().await?;
    }
    let overflow = "return document.documentElement.scrollWidth - document.documentElement.clientWidth;";
    let twice = "document.documentElement.style.fontSize = '200%';";
    for (size, scheme, rules) in [
        (DESK.size, "light", Rules::All),
        (PHONE.size, "light", Rules::All),
        (DESK.size, "dark", Rules::Colour),
        (PHONE.size, "dark", Rules::Colour),
    ] {
        browser.look(Looks { size, scheme }).await?;
        assert_eq!(browser.findings(rules).await?, json!([]), "{page}, {scheme}, {size:?}");
        assert_eq!(
            browser.ask(overflow).await?,
            json!(0),
            "{page}, {scheme}, {size:?} is wider than its window"
        );
    }
    browser.look(DESK).await?;
    browser.ask(twice).await?;
    assert_eq!(browser.ask(overflow).await?, json!(0), "{page} is wider than its window at twice the text");
    assert_eq!(
        browser.ask("document.documentElement.style.fontSize = ''; return window.complaints;").await?,
        json!([]),
        "{page}"
    );
    Ok(())
}
