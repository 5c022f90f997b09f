//! Pulls, each in a task of its own, and what they bring.

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::Arc;
use std::task::Context;
use std::task::Poll;
use std::time::Duration;

use tokio::task::JoinSet;
use tokio::time::Instant;
use tokio::time::Sleep;
use tokio::time::sleep_until;

use super::Event;
use super::Lease;
use super::LeaseId;
use super::LeaseQueue;
use super::Leased;
use super::Phase;
use super::Pulled;
use super::dead::DeadLetterQueue;
use super::desk::Desk;
use super::desk::after;
use super::desk::is_permanent;
use super::leased::Parts;
use super::pace::Came;
use super::pace::Pace;
use super::pace::Step;
use super::settler::settle_all;
use super::trace;
use crate::Error;
use crate::retry::backoff::Jitter;

/// A pull that ended: what it asked for, and what came. What nobody takes is handed back when this is dropped.
struct Ended<M> {
    requested: u32,
    took: Duration,
    outcome: Result<Vec<Leased<M>>, Error>,
}

/// Pulls messages, and hands them out one by one.
pub(super) struct Intake<Q: LeaseQueue> {
    queue: Arc<Q>,
    desk: Arc<Desk>,
    pace: Pace,
    visibility_timeout: Duration,
    dead_letters: Option<DeadLetterQueue<Q::Message>>,
    jitter: Jitter,
    pulls: JoinSet<Ended<Q::Message>>,
    buffer: VecDeque<Leased<Q::Message>>,
    /// When it last looked at the clock.
    now: Instant,
    sleep: Option<Pin<Box<Sleep>>>,
    /// Whether the task that settles has begun.
    has_begun: bool,
    /// Whether nothing is pulled any more, and what is on its way is handed back.
    is_stopping: bool,
    error: Option<Error>,
}

impl<Q: LeaseQueue> Intake<Q> {
    pub(super) fn new(
        queue: Arc<Q>,
        desk: Arc<Desk>,
        pace: Pace,
        visibility_timeout: Duration,
    ) -> Self {
        Self {
            queue,
            desk,
            pace,
            visibility_timeout,
            dead_letters: None,
            jitter: Jitter::new(None),
            pulls: JoinSet::new(),
            buffer: VecDeque::new(),
            now: Instant::now(),
            sleep: None,
            has_begun: false,
            is_stopping: false,
            error: None,
        }
    }

    pub(super) fn dead_letters(
        mut self,
        dead_letters: Option<DeadLetterQueue<Q::Message>>,
    ) -> Self {
        self.dead_letters = dead_letters;
        self
    }

    /// Pulls nothing any more. What was pulled and not yet handed out goes back.
    pub(super) fn stop(&mut self) {
        self.is_stopping = true;
        self.buffer.clear();
    }

    /// The next message, for one of so many free places; `None` when there will be no more. An error is permanent, and the last.
    ///
    /// It is polled again when there are more places.
    pub(super) fn poll_next(
        &mut self,
        context: &mut Context<'_>,
        places: u32,
    ) -> Poll<Option<Result<Leased<Q::Message>, Error>>> {
        if !std::mem::replace(&mut self.has_begun, true) {
            let (queue, desk) = (Arc::clone(&self.queue), Arc::clone(&self.desk));
            tokio::spawn(settle_all(queue, desk));
            if self.visibility_timeout.is_zero() {
                let message =
                    "leases of no time have ended when they come: set another `visibility_timeout`";
                self.fail(Error::configuration(message));
            }
        }
        if places > 0
            && !self.is_stopping
            && let Some(message) = self.next_buffered()
        {
            return Poll::Ready(Some(Ok(message)));
        }
        loop {
            while let Poll::Ready(Some(joined)) = self.pulls.poll_join_next(context) {
                match joined {
                    Ok(ended) => self.take(ended),
                    Err(_) => self.fail(Error::configuration("the call that pulls panicked")),
                }
            }
            if self.is_stopping {
                return if self.pulls.is_empty() {
                    Poll::Ready(self.error.take().map(Err))
                } else {
                    Poll::Pending
                };
            }
            if places == 0 {
                return Poll::Pending;
            }
            if let Some(message) = self.next_buffered() {
                return Poll::Ready(Some(Ok(message)));
            }
            let is_congested = self.desk.is_congested(context);
            if self.desk.is_broken() {
                self.stop();
                self.error = self.desk.take_error();
                continue;
            }
            let step = if is_congested {
                Step::Wait
            } else {
                self.pace.next(Instant::now(), places)
            };
            match step {
                Step::Pull(requested) => self.pull(requested),
                Step::End => self.stop(),
                Step::Wait => return Poll::Pending,
                Step::WaitUntil(time) => {
                    let sleep = self
                        .sleep
                        .get_or_insert_with(|| Box::pin(sleep_until(time)));
                    sleep.as_mut().reset(time);
                    if sleep.as_mut().poll(context).is_pending() {
                        return Poll::Pending;
                    }
                }
            }
        }
    }

    /// What is handed out from now on has a lease at this time.
    pub(super) fn look_at_the_clock(&mut self) {
        self.now = Instant::now();
    }

    /// Up to so many more messages that came with the last one.
    pub(super) fn take_more(&mut self, most: usize) -> Vec<Leased<Q::Message>> {
        let more = std::iter::from_fn(|| self.next_buffered());
        more.take(most).collect()
    }

    /// The next message that came. One whose lease has ended while nobody was ready for it is somebody else's.
    fn next_buffered(&mut self) -> Option<Leased<Q::Message>> {
        while let Some(message) = self.buffer.pop_front() {
            if message.ends() > self.now {
                return Some(message.started());
            }
        }
        None
    }

    fn pull(&mut self, requested: u32) {
        let dead_letters = self.dead_letters.clone();
        let (queue, desk) = (Arc::clone(&self.queue), Arc::clone(&self.desk));
        let visibility_timeout = self.visibility_timeout;
        let expected = self.desk.expect();
        self.pulls.spawn(async move {
            // Whatever the way to the queue takes, the lease began no earlier.
            let sent = Instant::now();
            let ends = after(sent, visibility_timeout);
            let trace = trace::Pull::begin(requested);
            let pull = queue.pull(requested, visibility_timeout);
            let pulled = trace.within(pull).await;
            if let Err(error) = &pulled {
                let leases: Vec<String> = error.salvage(Q::LEASE);
                let leases = leases.iter().map(LeaseId::from).collect();
                hand_back(leases, Some(Duration::ZERO), &desk, ends);
            }
            let take = |pulled| leased(pulled, &desk, ends, &trace, dead_letters.as_ref());
            let ended = Ended {
                requested,
                took: sent.elapsed(),
                outcome: pulled.map(take),
            };
            drop(expected);
            ended
        });
    }

    fn take(&mut self, ended: Ended<Q::Message>) {
        let Ended {
            requested,
            took,
            outcome,
        } = ended;
        let (came, error) = match outcome {
            Ok(messages) => {
                let count = messages.len();
                self.desk.observer.emit(&Event::Pulled {
                    requested,
                    count,
                    took,
                });
                if !self.is_stopping {
                    self.buffer.extend(messages);
                }
                let count = u32::try_from(count).unwrap_or(u32::MAX);
                (Came::Messages(count), None)
            }
            Err(error) if self.queue.is_waiting(&error) => (Came::Nothing, Some(error)),
            Err(error) if is_permanent(&*self.queue, &error) => return self.fail(error),
            Err(error) => (Came::Failure(error.retry_after()), Some(error)),
        };
        let random = self.jitter.next();
        let wait = self.pace.came(requested, came, Instant::now(), random);
        let error = error.as_ref();
        if let Some(wait) = wait {
            self.desk.observer.emit(&Event::Waiting { wait, error });
        }
        self.desk.write(|state| {
            state.error = error.map(|error| error.to_string().into());
            if error.is_none() {
                state.last_pull = Some(Instant::now().into_std());
            }
            if !self.is_stopping {
                state.enter(wait.map_or(Phase::Running, Phase::Waiting));
            }
        });
    }

    fn fail(&mut self, error: Error) {
        self.stop();
        self.error.get_or_insert(error);
    }
}

/// What is on its way must not be cancelled: it is handed back when it comes.
impl<Q: LeaseQueue> Drop for Intake<Q> {
    fn drop(&mut self) {
        self.pulls.detach_all();
    }
}

fn leased<M>(
    pulled: Pulled<M>,
    desk: &Arc<Desk>,
    ends: Instant,
    trace: &trace::Pull,
    dead_letters: Option<&DeadLetterQueue<M>>,
) -> Vec<Leased<M>> {
    desk.hold(pulled.deliveries.len());
    trace.came(pulled.deliveries.len());
    let count = pulled.unreadable.len();
    if count > 0 {
        desk.observer.emit(&Event::Unreadable { count });
    }
    hand_back(pulled.unreadable, None, desk, ends);
    let deliveries = pulled.deliveries.into_iter();
    deliveries
        .map(|delivery| {
            let desk = Arc::clone(desk);
            Leased::new(Parts {
                message: delivery.message,
                lease: Lease::new(delivery.lease, desk, delivery.attempts, ends),
                trace: trace.message(delivery.attempts),
                dead_letters: dead_letters.cloned(),
            })
        })
        .collect()
}

/// Has messages delivered again that nobody can have: with this delay, or that of the policy.
fn hand_back(leases: Vec<LeaseId>, delay: Option<Duration>, desk: &Arc<Desk>, ends: Instant) {
    desk.hold(leases.len());
    for id in leases {
        let lease = Lease::new(id, Arc::clone(desk), None, ends);
        match delay {
            Some(delay) => lease.retry_after(delay),
            None => lease.retry(),
        }
    }
}
