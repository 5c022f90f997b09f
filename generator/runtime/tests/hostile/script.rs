//! What a server does.

use std::time::Duration;

use tokio::io::AsyncWrite;
use tokio::io::AsyncWriteExt as _;
use tokio::time::sleep;

/// How long there is nothing between two bytes that come slowly: a byte a second, for a client with little time.
const SLOWLY: Duration = Duration::from_millis(20);

/// One thing that a server does with a connection.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    /// Sends these bytes.
    Send(Vec<u8>),
    /// Sends these bytes this often.
    Repeat(Vec<u8>, usize),
    /// Sends these bytes, one after another.
    Slowly(Vec<u8>),
    /// Does nothing any more.
    Silence,
    /// Hangs up.
    Close,
}

/// What a server does to a client, and how the client may take it.
pub(crate) struct Behaviour {
    pub(crate) name: String,
    /// What it does before it has read anything.
    pub(crate) greeting: Vec<Step>,
    /// What it does to each request, given the number of its stream.
    pub(crate) response: Box<dyn Fn(u32) -> Vec<Step> + Send + Sync>,
    /// Whether it proves that it has not processed the request, which may then be sent again.
    pub(crate) gives_back: bool,
    /// Whether it sends so much that its memory is looked at on its own.
    pub(crate) is_large: bool,
}

impl Behaviour {
    pub(crate) fn new(
        name: impl Into<String>,
        response: impl Fn(u32) -> Vec<Step> + Send + Sync + 'static,
    ) -> Self {
        Self {
            name: name.into(),
            greeting: Vec::new(),
            response: Box::new(response),
            gives_back: false,
            is_large: false,
        }
    }

    /// One that responds with these steps, whatever the stream.
    pub(crate) fn of(name: impl Into<String>, steps: impl Into<Vec<Step>>) -> Self {
        let steps = steps.into();
        Self::new(name, move |_| steps.clone())
    }

    /// One that does this before it has read anything.
    pub(crate) fn greeting(mut self, steps: impl Into<Vec<Step>>) -> Self {
        self.greeting = steps.into();
        self
    }

    pub(crate) fn giving_back(mut self) -> Self {
        self.gives_back = true;
        self
    }

    pub(crate) fn large(mut self) -> Self {
        self.is_large = true;
        self
    }
}

/// Does these steps; whether the connection is still there.
pub(crate) async fn play(steps: Vec<Step>, stream: &mut (impl AsyncWrite + Unpin)) -> bool {
    for step in steps {
        if !matches!(do_step(step, stream).await, Ok(true)) {
            return false;
        }
    }
    stream.flush().await.is_ok()
}

async fn do_step(step: Step, stream: &mut (impl AsyncWrite + Unpin)) -> std::io::Result<bool> {
    match step {
        Step::Send(bytes) => stream.write_all(&bytes).await?,
        Step::Repeat(bytes, times) => {
            for _ in 0..times {
                stream.write_all(&bytes).await?;
            }
        }
        Step::Slowly(bytes) => {
            for byte in bytes {
                stream.write_all(&[byte]).await?;
                stream.flush().await?;
                sleep(SLOWLY).await;
            }
        }
        Step::Silence => {
            stream.flush().await?;
            std::future::pending::<()>().await;
        }
        Step::Close => {
            stream.flush().await?;
            let _ = stream.shutdown().await;
            return Ok(false);
        }
    }
    Ok(true)
}

pub(crate) fn send(bytes: impl AsRef<[u8]>) -> Step {
    Step::Send(bytes.as_ref().to_vec())
}

pub(crate) fn repeat(bytes: impl AsRef<[u8]>, times: usize) -> Step {
    Step::Repeat(bytes.as_ref().to_vec(), times)
}

pub(crate) fn slowly(bytes: impl AsRef<[u8]>) -> Step {
    Step::Slowly(bytes.as_ref().to_vec())
}
