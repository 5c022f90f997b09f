//! A queue in memory, by the clock of tokio, with faults: what consumers are tested with.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;
use std::time::Duration;

use bytes::Bytes;
use http::HeaderMap;
use http::StatusCode;
use tokio::time::Instant;
use tokio::time::sleep;

use crate::Error;
use crate::TransportError;
use crate::error::ApiError;
use crate::error::History;
use crate::lease::Delivery;
use crate::lease::LeaseId;
use crate::lease::LeaseQueue;
use crate::lease::Pulled;
use crate::lease::Settled;
use crate::lease::Settlement;
use crate::lease::Warning;
use crate::response::received::Received;

/// What goes wrong with a call.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(super) enum Fault {
    #[default]
    None,
    LostRequest,
    LostResponse,
    /// An error response, with the seconds of `Retry-After`.
    Status(u16, Option<u64>),
    /// The call has its effect, and its response is cut off.
    CutOff,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Call {
    Pull,
    Settle,
}

#[derive(Debug)]
struct Stored {
    attempts: u32,
    available: Instant,
    lease: Option<String>,
}

/// A call that was made: when, which, and how many messages it requested or settled, and gave or counted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Made {
    pub(super) at: Instant,
    pub(super) call: Call,
    pub(super) requested: usize,
    pub(super) count: usize,
}

#[derive(Default)]
pub(super) struct State {
    messages: BTreeMap<u64, Stored>,
    /// The message of every lease there was.
    leases: BTreeMap<String, u64>,
    pub(super) done: Vec<u64>,
    pub(super) calls: Vec<Made>,
    /// The messages that are being handled.
    running: BTreeSet<u64>,
}

type Choose = dyn FnMut(Call) -> Fault + Send;

/// A queue of numbers.
#[derive(Clone)]
pub(super) struct Simulation {
    state: Arc<Mutex<State>>,
    faults: Arc<Mutex<Box<Choose>>>,
    round_trip: Duration,
    /// Whether the process that calls was killed: nothing of what it does gets here any more.
    is_killed: Arc<AtomicBool>,
}

impl Simulation {
    /// A queue with the messages from 0 up.
    pub(super) fn new(messages: u64) -> Self {
        let state = State {
            messages: (0..messages).map(stored).collect(),
            ..State::default()
        };
        Self {
            state: Arc::new(Mutex::new(state)),
            faults: Arc::new(Mutex::new(Box::new(|_| Fault::None))),
            round_trip: Duration::from_millis(10),
            is_killed: Arc::default(),
        }
    }

    /// The same queue, as another process has it.
    pub(super) fn of_another_process(&self) -> Self {
        Self {
            is_killed: Arc::default(),
            ..self.clone()
        }
    }

    /// Kills the process.
    pub(super) fn kill(&self) {
        self.is_killed.store(true, Ordering::SeqCst);
    }

    /// Half of the way to the queue, or back from it.
    async fn half_way(&self) {
        sleep(self.round_trip / 2).await;
        if self.is_killed.load(Ordering::SeqCst) {
            std::future::pending::<()>().await;
        }
    }

    pub(super) fn round_trip(mut self, round_trip: Duration) -> Self {
        self.round_trip = round_trip;
        self
    }

    pub(super) fn faults(self, choose: impl FnMut(Call) -> Fault + Send + 'static) -> Self {
        *self.faults.lock().unwrap() = Box::new(choose);
        self
    }

    pub(super) fn look<T>(&self, look: impl FnOnce(&State) -> T) -> T {
        look(&self.state.lock().unwrap())
    }

    pub(super) fn push(&self, message: u64) {
        let (number, stored) = stored(message);
        self.state.lock().unwrap().messages.insert(number, stored);
    }

    /// The messages that are left, with their attempts.
    pub(super) fn left(&self) -> Vec<(u64, u32)> {
        self.look(|state| {
            let messages = state.messages.iter();
            messages
                .map(|(number, stored)| (*number, stored.attempts))
                .collect()
        })
    }

    pub(super) fn count(&self, call: Call) -> usize {
        self.look(|state| state.calls.iter().filter(|made| made.call == call).count())
    }

    /// Takes note that a message is handled, until what this gives is dropped.
    pub(super) fn handle(&self, message: u64) -> Handled {
        let is_first = self.state.lock().unwrap().running.insert(message);
        assert!(is_first, "{message} is handled twice at once");
        Handled(self.clone(), message)
    }

    fn fault(&self, call: Call) -> Fault {
        (self.faults.lock().unwrap())(call)
    }
}

pub(super) struct Handled(Simulation, u64);

impl Drop for Handled {
    fn drop(&mut self) {
        self.0.state.lock().unwrap().running.remove(&self.1);
    }
}

fn stored(number: u64) -> (u64, Stored) {
    let stored = Stored {
        attempts: 0,
        available: Instant::now(),
        lease: None,
    };
    (number, stored)
}

impl LeaseQueue for Simulation {
    type Message = u64;

    const MOST: u32 = 100;

    const LEASE: &'static str = "lease";

    async fn pull(&self, most: u32, visibility_timeout: Duration) -> Result<Pulled<u64>, Error> {
        self.half_way().await;
        let fault = self.fault(Call::Pull);
        let deliveries = if has_effect(fault) {
            self.state.lock().unwrap().pull(most, visibility_timeout)
        } else {
            Vec::new()
        };
        self.half_way().await;
        let leases = deliveries.iter();
        let leases: Vec<String> = leases
            .map(|delivery| format!(r#"{{"lease":"{}"}}"#, delivery.lease.as_str()))
            .collect();
        fail(fault, &leases.join(","))?;
        Ok(Pulled {
            deliveries,
            unreadable: Vec::new(),
        })
    }

    async fn settle(&self, settlement: Settlement) -> Result<Settled, Error> {
        self.half_way().await;
        let fault = self.fault(Call::Settle);
        let settled = if has_effect(fault) {
            self.state.lock().unwrap().settle(&settlement)
        } else {
            Settled::default()
        };
        self.half_way().await;
        fail(fault, "")?;
        Ok(settled)
    }

    fn is_waiting(&self, error: &Error) -> bool {
        error.status() == Some(StatusCode::CONFLICT)
    }
}

impl State {
    fn pull(&mut self, most: u32, visibility_timeout: Duration) -> Vec<Delivery<u64>> {
        let now = Instant::now();
        let ready = self.messages.iter_mut();
        let ready = ready.filter(|(_, stored)| stored.available <= now);
        let mut deliveries = Vec::new();
        for (number, stored) in ready.take(most as usize) {
            assert!(
                !self.running.contains(number),
                "{number} is still handled when its lease has ended"
            );
            let lease = format!("lease-{}", self.leases.len());
            self.leases.insert(lease.clone(), *number);
            stored.attempts += 1;
            stored.available = now + visibility_timeout;
            stored.lease = Some(lease.clone());
            deliveries.push(Delivery {
                lease: LeaseId::from(lease),
                attempts: Some(stored.attempts),
                message: *number,
            });
        }
        self.calls.push(Made {
            at: now,
            call: Call::Pull,
            requested: most as usize,
            count: deliveries.len(),
        });
        deliveries
    }

    fn settle(&mut self, settlement: &Settlement) -> Settled {
        let now = Instant::now();
        let mut settled = Settled::default();
        let (mut acknowledged, mut retried) = (0, 0);
        for lease in &settlement.acks {
            match self.number(lease) {
                Some(number) => {
                    self.messages.remove(&number);
                    self.done.push(number);
                    acknowledged += 1;
                }
                None => settled.warnings.push(unknown(lease)),
            }
        }
        for (lease, delay) in &settlement.retries {
            let number = self.number(lease);
            match number.and_then(|number| self.messages.get_mut(&number)) {
                Some(stored) => {
                    stored.available = now + delay.unwrap_or_default();
                    stored.lease = None;
                    retried += 1;
                }
                None => settled.warnings.push(unknown(lease)),
            }
        }
        self.calls.push(Made {
            at: now,
            call: Call::Settle,
            requested: settlement.acks.len() + settlement.retries.len(),
            count: acknowledged + retried,
        });
        settled.acknowledged = Some(acknowledged as u64);
        settled.retried = Some(retried as u64);
        settled
    }

    fn number(&self, lease: &LeaseId) -> Option<u64> {
        let number = self.leases.get(lease.as_str())?;
        let stored = self.messages.get(number)?;
        (stored.lease.as_deref() == Some(lease.as_str())).then_some(*number)
    }
}

fn unknown(lease: &LeaseId) -> Warning {
    Warning {
        lease: Some(lease.clone()),
        text: "unknown lease".to_owned(),
    }
}

fn has_effect(fault: Fault) -> bool {
    matches!(fault, Fault::None | Fault::LostResponse | Fault::CutOff)
}

fn fail(fault: Fault, body: &str) -> Result<(), Error> {
    let operation = || "POST /".to_owned();
    match fault {
        Fault::None => Ok(()),
        Fault::LostRequest | Fault::LostResponse => {
            let error = TransportError::exchange("reset").in_call(operation(), None);
            Err(Error::Transport(Box::new(error)))
        }
        Fault::CutOff => {
            let received = received(200, body);
            let error = TransportError::exchange("cut off").in_call(operation(), Some(received));
            Err(Error::Transport(Box::new(error)))
        }
        Fault::Status(status, wait) => {
            let error = ApiError::new(operation(), received(status, body), Vec::new());
            let history = History {
                retryable: status == 429,
                retry_after: wait.map(Duration::from_secs),
                ..History::default()
            };
            Err(Error::Api(Box::new(error)).with_history(history))
        }
    }
}

fn received(status: u16, body: &str) -> Received {
    Received {
        status: StatusCode::from_u16(status).unwrap(),
        headers: HeaderMap::new(),
        body: Bytes::from(body.to_owned()),
    }
}
