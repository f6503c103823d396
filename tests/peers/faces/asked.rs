//! A detector as a process: a path per line in, one JSON document per line out.

use std::{
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
};

use photo::{Limits, Orientation, faces::Detector};
use serde::{Deserialize, Serialize};

use crate::judged::Corners;

/// What a detector says of a picture.
#[derive(Serialize, Deserialize)]
pub(crate) struct Answer {
    pub(crate) boxes: Vec<Corners>,
    /// Processor time of all its threads.
    pub(crate) seconds: f64,
    /// The most memory it has held so far.
    pub(crate) peak_kb: u64,
}

/// A running detector.
pub(crate) struct Asked {
    process: Child,
    questions: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Asked {
    /// Our own, from this score on.
    pub(crate) fn ours(python: &Path, least: f32) -> Result<Self, String> {
        let program = std::env::current_exe().map_err(|error| error.to_string())?;
        let mut command = Command::new(program);
        command.arg("--python").arg(python).arg("--ours").arg(least.to_string());
        Self::start(command)
    }

    /// One of the others.
    pub(crate) fn peer(python: &Path, script: &Path, name: &str) -> Result<Self, String> {
        let mut command = Command::new(python);
        command.arg(script).arg(name);
        Self::start(command)
    }

    fn start(mut command: Command) -> Result<Self, String> {
        let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut process = piped.spawn().map_err(|error| format!("{command:?}: {error}"))?;
        let (Some(questions), Some(answers)) = (process.stdin.take(), process.stdout.take()) else {
            return Err("a process without pipes".to_owned());
        };
        Ok(Self { process, questions, answers: BufReader::new(answers) })
    }

    pub(crate) fn ask(&mut self, picture: &Path) -> Result<Answer, String> {
        writeln!(self.questions, "{}", picture.display()).map_err(|error| error.to_string())?;
        let mut line = String::new();
        self.answers.read_line(&mut line).map_err(|error| error.to_string())?;
        serde_json::from_str(&line).map_err(|error| format!("a detector stopped at {}: {error}", picture.display()))
    }
}

impl Drop for Asked {
    fn drop(&mut self) {
        // Its questions have ended or it is stuck; either way it is not needed any more.
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

/// Answers as our detector.
pub(crate) fn answer(least: f32) -> Result<(), String> {
    let detector = Detector::new().map_err(|error| error.to_string())?;
    let limits = Limits::default();
    for line in std::io::stdin().lines() {
        let path = line.map_err(|error| error.to_string())?;
        let bytes = std::fs::read(&path).map_err(|error| format!("{path}: {error}"))?;
        let start = processor_seconds()?;
        let found = detector.find(&bytes, Orientation::Upright, &limits).map_err(|error| error.to_string())?;
        let seconds = processor_seconds()? - start;
        let (width, height) = crate::judged::size(&bytes)?;
        let corners = |rect: photo::Rect| {
            [rect.x * width, rect.y * height, (rect.x + rect.w) * width, (rect.y + rect.h) * height]
        };
        let boxes = found.iter().filter(|face| face.score > least).map(|face| corners(face.rect)).collect();
        let answer = Answer { boxes, seconds, peak_kb: peak_kb()? };
        println!("{}", serde_json::to_string(&answer).map_err(|error| error.to_string())?);
    }
    Ok(())
}

/// User and system time of this process, from `/proc/self/stat`.
fn processor_seconds() -> Result<f64, String> {
    /// What the kernel calls a second in this file, on every Linux that Rust runs on.
    const TICKS: f64 = 100.0;
    let stat = std::fs::read_to_string("/proc/self/stat").map_err(|error| error.to_string())?;
    let fields = stat.rsplit_once(')').map(|(_, rest)| rest.split_whitespace().skip(11).take(2));
    let ticks = fields.map(|fields| fields.filter_map(|field| field.parse::<f64>().ok()).sum::<f64>());
    Ok(ticks.ok_or("no processor time in /proc/self/stat")? / TICKS)
}

fn peak_kb() -> Result<u64, String> {
    let status = std::fs::read_to_string("/proc/self/status").map_err(|error| error.to_string())?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).ok_or("no VmHWM".to_owned())
}
