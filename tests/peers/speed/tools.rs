//! The programs, and what each costs.

use std::{
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
};

use cpu_time::ProcessTime;
use photo::{Edits, Limits, Orientation, Output, RenderSpec};
use serde::{Deserialize, Serialize};

/// What is done to every photo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Task {
    /// 1600 pixels, JPEG of quality 82, sRGB, upright, nothing but pixels.
    Export,
    /// 320 pixels.
    Thumbnail,
    /// The same pixels, nothing else.
    Strip,
}

impl Task {
    pub(crate) const ALL: [Self; 3] = [Self::Export, Self::Thumbnail, Self::Strip];

    /// Pixels along the longer edge.
    pub(crate) fn edge(self) -> Option<u32> {
        match self {
            Self::Export => Some(1600),
            Self::Thumbnail => Some(320),
            Self::Strip => None,
        }
    }
}

/// What one run took.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct Cost {
    /// Processor time of all threads.
    pub(crate) seconds: f64,
    pub(crate) peak_kb: u64,
}

/// One program, ready to be asked.
pub(crate) struct Tool {
    name: &'static str,
    process: Child,
    questions: ChildStdin,
    answers: BufReader<ChildStdout>,
    /// The words to start it with for each photo; none where it stays running.
    words: Option<Words>,
}

/// From a photo and a result to a command line.
type Words = Box<dyn Fn(&str, &str) -> Vec<String>>;

impl Tool {
    /// Ours first, then those that are there.
    pub(crate) fn of(task: Task, sharp: Option<&Path>, folder: &Path) -> Result<Vec<Self>, String> {
        let own = std::env::current_exe().map_err(|error| error.to_string())?.display().to_string();
        let mut running = Command::new(&own);
        running.arg("--running").arg(format!("{task:?}"));
        let ours = Self::started("ours", folder, move |from, to| {
            let task = format!("{task:?}");
            [own.as_str(), "--ours", &task, from, to].map(String::from).to_vec()
        })?;
        let mut tools = vec![ours, Self::running("ours, kept running", running, None)?];
        let Some(edge) = task.edge() else {
            tools.push(Self::started("exiftool -all=", folder, |from, to| {
                ["exiftool", "-q", "-all=", "-o", to, from].map(String::from).to_vec()
            })?);
            // What reading and writing a file take of a program that does nothing else.
            tools.push(Self::started("cp, which strips nothing", folder, |from, to| {
                ["cp", from, to].map(String::from).to_vec()
            })?);
            return Ok(tools);
        };
        tools.push(Self::started("vipsthumbnail", folder, move |from, to| {
            let how = format!("{to}[Q=82,strip]");
            let size = format!("{edge}x{edge}");
            ["vipsthumbnail", from, "--size", &size, "--export-profile", "srgb", "-o", &how].map(String::from).to_vec()
        })?);
        if let Some(sharp) = sharp {
            let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("peers/speed/sharp.cjs");
            let mut command = Command::new("node");
            command.arg(script).arg(sharp).arg(edge.to_string());
            tools.push(Self::running("sharp", command, None)?);
        }
        tools.push(Self::started("ImageMagick", folder, move |from, to| {
            let size = format!("{edge}x{edge}");
            let hint = format!("jpeg:size={}x{}", edge * 2, edge * 2);
            ["convert", "-define", &hint, from, "-auto-orient", "-resize", &size, "-strip", "-quality", "82", to]
                .map(String::from)
                .to_vec()
        })?);
        Ok(tools)
    }

    pub(crate) fn name(&self) -> &'static str {
        self.name
    }

    /// Whether it stays running from photo to photo.
    pub(crate) fn is_running(&self) -> bool {
        self.words.is_none()
    }

    /// A program that is started for each photo, by a process that tells what it took.
    fn started(
        name: &'static str,
        folder: &Path,
        words: impl Fn(&str, &str) -> Vec<String> + 'static,
    ) -> Result<Self, String> {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("peers/speed/run.py");
        let mut command = Command::new("python3");
        command.arg(script).current_dir(folder);
        Self::running(name, command, Some(Box::new(words)))
    }

    fn running(name: &'static str, mut command: Command, words: Option<Words>) -> Result<Self, String> {
        let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut process = piped.spawn().map_err(|error| format!("{command:?}: {error}"))?;
        let (Some(questions), Some(answers)) = (process.stdin.take(), process.stdout.take()) else {
            return Err("a process without pipes".to_owned());
        };
        Ok(Self { name, process, questions, answers: BufReader::new(answers), words })
    }

    /// One photo.
    pub(crate) fn run(&mut self, from: &Path, to: &Path) -> Result<Cost, String> {
        if to.exists() {
            std::fs::remove_file(to).map_err(|error| error.to_string())?;
        }
        let (from, to) = (from.display().to_string(), to.display().to_string());
        let words = self.words.as_ref().map_or_else(|| vec![from.clone(), to.clone()], |words| words(&from, &to));
        let question = serde_json::to_string(&words).map_err(|error| error.to_string())?;
        writeln!(self.questions, "{question}").map_err(|error| format!("{}: {error}", self.name))?;
        let mut line = String::new();
        self.answers.read_line(&mut line).map_err(|error| format!("{}: {error}", self.name))?;
        serde_json::from_str(&line).map_err(|error| format!("{} on {from}: {line} {error}", self.name))
    }
}

impl Drop for Tool {
    fn drop(&mut self) {
        // Its questions have ended or it is stuck; either way it is not needed any more.
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

/// Does one task as our program does it.
pub(crate) fn as_ours(words: &[String]) -> Result<(), String> {
    let [task, from, to] = words else { return Err("a task, a photo and a result".to_owned()) };
    do_once(named(task)?, from, to)
}

/// Does one task for each photo and result that come as a line, and tells what each took.
pub(crate) fn as_ours_running(task: &str) -> Result<(), String> {
    let task = named(task)?;
    for line in std::io::stdin().lines() {
        let line = line.map_err(|error| error.to_string())?;
        let (from, to): (String, String) = serde_json::from_str(&line).map_err(|error| error.to_string())?;
        let before = ProcessTime::now();
        do_once(task, &from, &to)?;
        let cost = Cost { seconds: before.elapsed().as_secs_f64(), peak_kb: crate::memory::peak_kb()? };
        println!("{}", serde_json::to_string(&cost).map_err(|error| error.to_string())?);
    }
    Ok(())
}

fn named(task: &str) -> Result<Task, String> {
    Task::ALL.into_iter().find(|known| format!("{known:?}") == task).ok_or("an unknown task".to_owned())
}

fn do_once(task: Task, from: &str, to: &str) -> Result<(), String> {
    let bytes = std::fs::read(from).map_err(|error| format!("{from}: {error}"))?;
    let done = match task.edge() {
        None => photo::strip(&bytes, photo::Format::Jpeg),
        Some(max_edge) => {
            let spec = RenderSpec { max_edge, output: Output::WEB };
            photo::render(&bytes, Orientation::Upright, &Edits::default(), &spec, &Limits::default())
                .map(photo::CleanImage::into_bytes)
        }
    };
    crate::photos::write(&PathBuf::from(to), &done.map_err(|error| error.to_string())?)
}
