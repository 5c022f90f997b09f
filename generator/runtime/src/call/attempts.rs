//! The attempts of a call: how they went so far, and the errors it ends with.

use std::borrow::Cow;
use std::time::Duration;
use std::time::SystemTime;

use secrecy::SecretString;

use crate::Envelope;
use crate::Error;
use crate::HttpClient;
use crate::Request;
use crate::RetryClass;
use crate::RetryMode;
use crate::TransportError;
use crate::auth::redaction::Redaction;
use crate::call::deadline::Deadline;
use crate::call::operation::Operation;
use crate::error::ApiError;
use crate::error::DecodeError;
use crate::error::History;
use crate::error::Reason;
use crate::response::received::Received;
use crate::retry::after;
use crate::retry::budget::Cost;
use crate::retry::rules;
use crate::retry::rules::Fault;

/// One call: the client that makes it, what it requests, and how its attempts went so far.
pub(crate) struct Attempts<'a> {
    client: &'a HttpClient,
    operation: Operation<'a>,
    /// What the details of an error response are read with.
    envelope: Option<&'a Envelope>,
    class: RetryClass,
    mode: RetryMode,
    attempt_timeout: Duration,
    deadline: Deadline,
    begun: u32,
    /// Whether an attempt before the present one may have been processed.
    maybe_processed: bool,
    /// What the present attempt has cost, unless it is the first.
    cost: Option<Cost>,
    /// The secrets of the client, and the tokens that were sent.
    redaction: Cow<'a, Redaction>,
}

/// Attempts.
impl<'a> Attempts<'a> {
    pub(crate) fn new(request: &Request<'a>, envelope: Option<&'a Envelope>) -> Self {
        let client = request.client;
        let overrides = request.overrides;
        let timeout = overrides.timeout.unwrap_or(client.shared.timeout);
        Self {
            client,
            operation: request.operation(),
            envelope,
            class: request.class(),
            mode: if request.upload.is_some() {
                // What was read cannot be read again.
                RetryMode::Never
            } else {
                overrides.retry_mode.unwrap_or(client.shared.retry.mode)
            },
            attempt_timeout: overrides
                .attempt_timeout
                .unwrap_or(client.shared.attempt_timeout),
            deadline: Deadline::after(timeout, "timeout"),
            begun: 0,
            maybe_processed: false,
            cost: None,
            redaction: Cow::Borrowed(client.shared.authorization.redaction()),
        }
    }

    /// How errors call the operation.
    pub(crate) fn operation(&self) -> String {
        self.operation.to_string()
    }

    pub(crate) fn attempt_timeout(&self) -> Duration {
        self.attempt_timeout
    }

    /// When the call ends at the latest.
    pub(crate) fn deadline(&self) -> &Deadline {
        &self.deadline
    }

    pub(crate) fn client(&self) -> &'a HttpClient {
        self.client
    }

    /// Begins an attempt, which ends at the deadline that this returns.
    pub(crate) fn begin_attempt(&mut self) -> Deadline {
        self.begun = self.begun.saturating_add(1);
        self.deadline
            .or_sooner(Deadline::after(self.attempt_timeout, "attempt_timeout"))
    }

    /// Keeps a secret out of errors that the client did not have from the beginning.
    pub(crate) fn redact(&mut self, secret: SecretString) {
        self.redaction.to_mut().add(secret);
    }

    /// Takes note of a success.
    pub(crate) fn succeed(&self) {
        self.client.shared.retry.budget.refund(self.cost);
    }

    /// How long to wait before the next attempt.
    ///
    /// # Errors
    ///
    /// The error of the attempt that failed, when there is no next one.
    pub(crate) fn fail(&mut self, error: Error) -> Result<Duration, Error> {
        let fault = self.fault(&error);
        let error = self.conclude(error);
        match self.wait(fault, &error) {
            Some(wait) => {
                self.maybe_processed = error.maybe_processed();
                Ok(wait)
            }
            None => Err(error),
        }
    }

    /// The wait before the next attempt, paid for, if there is one.
    fn wait(&mut self, fault: Fault, error: &Error) -> Option<Duration> {
        let retry = &self.client.shared.retry;
        if self.begun >= retry.attempts || !rules::may_retry(self.mode, self.class, fault) {
            return None;
        }
        let backoff = retry.backoff.wait(self.begun, retry.jitter.next());
        let wait = backoff.max(error.retry_after().unwrap_or_default());
        if !self.deadline.leaves(wait) {
            return None;
        }
        self.cost = Some(retry.budget.pay(error.is_timeout())?);
        Some(wait)
    }

    /// `error`, which ends the call unless another attempt follows, with what the call has been through.
    pub(crate) fn conclude(&self, error: Error) -> Error {
        let fault = self.fault(&error);
        let mode = match self.mode {
            RetryMode::Never => RetryMode::Safe,
            mode => mode,
        };
        let headers = error.headers();
        let history = History {
            attempts: self.begun,
            maybe_processed: self.maybe_processed || rules::may_have_processed(fault),
            retryable: rules::may_retry(mode, self.class, fault),
            retry_after: headers.and_then(|headers| after::read(headers, SystemTime::now())),
        };
        error.with_history(history)
    }

    /// `error` as the rules see it.
    fn fault(&self, error: &Error) -> Fault {
        match error {
            Error::Transport(error) if error.is_unprocessed() => Fault::Unprocessed,
            Error::Transport(_) => Fault::Lost,
            Error::Api(error) => Fault::ErrorResponse {
                status: error.status(),
                permanent: self
                    .envelope
                    .is_some_and(|envelope| envelope.is_permanent(error.details())),
            },
            _ => Fault::Unreadable,
        }
    }
}

/// Errors. Each of them is cleaned of the client's secrets as it is made.
impl Attempts<'_> {
    pub(crate) fn error_response(&self, received: Received) -> Error {
        let received = self.redaction.received(received);
        let mut details = self
            .envelope
            .map(|envelope| envelope.details(&received.body))
            .unwrap_or_default();
        // Once more, for what JSON had escaped.
        let redaction = &self.redaction;
        for detail in &mut details {
            detail.message = redaction.text(std::mem::take(&mut detail.message));
            detail.documentation_url = detail
                .documentation_url
                .take()
                .map(|url| redaction.text(url));
            detail.pointer = detail.pointer.take().map(|pointer| redaction.text(pointer));
        }
        Error::Api(Box::new(ApiError::new(
            self.operation.to_string(),
            received,
            details,
        )))
    }

    pub(crate) fn unreadable(&self, received: Received, reason: Reason) -> Error {
        let operation = self.operation.to_string();
        let error = DecodeError::new(operation, received, reason, &self.redaction);
        Error::Decode(Box::new(error))
    }

    pub(crate) fn transport_error(
        &self,
        error: TransportError,
        received: Option<Received>,
    ) -> Error {
        let received = received.map(|received| self.redaction.received(received));
        Error::Transport(Box::new(
            error.in_call(self.operation.to_string(), received),
        ))
    }
}
