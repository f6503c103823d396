//! A detector as a process: a path per line in, one JSON document per line out.

use std::{
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
};

use cpu_time::ProcessTime;
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
        let start = ProcessTime::now();
        let found = detector.find(&bytes, Orientation::Upright, &limits).map_err(|error| error.to_string())?;
        let seconds = start.elapsed().as_secs_f64();
        let (width, height) = crate::judged::size(&bytes)?;
        let corners = |rect: photo::Rect| {
            [rect.x * width, rect.y * height, (rect.x + rect.w) * width, (rect.y + rect.h) * height]
        };
        let boxes = found.iter().filter(|face| face.score > least).map(|face| corners(face.rect)).collect();
        let answer = Answer { boxes, seconds, peak_kb: crate::memory::peak_kb()? };
        println!("{}", serde_json::to_string(&answer).map_err(|error| error.to_string())?);
    }
    Ok(())
}
