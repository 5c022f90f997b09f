//! Every behaviour of a server against every call.

use std::sync::Arc;
use std::sync::Mutex;
use std::thread;
use std::time::Duration;
use std::time::Instant;

use client_runtime::Credentials;
use client_runtime::Error;
use client_runtime::HttpClient;
use client_runtime::Scheme;
use client_runtime::Settings;

use crate::MEMORY;
use crate::bodies;
use crate::call::Call;
use crate::call::LONGEST;
use crate::heads;
use crate::http2;
use crate::http2_streams;
use crate::script::Behaviour;
use crate::server::Certificates;
use crate::server::Protocol;
use crate::server::Server;
use crate::server::runtime;
use crate::shown;
use crate::shown::TOKEN;

/// How long a call may take.
const DEADLINE: Duration = Duration::from_millis(300);

/// How long one may take to receive all of a long response, and read it.
const LONG_DEADLINE: Duration = Duration::from_secs(2);

/// How much longer it may take on any machine. Where the code is optimized, a tenth of a second is enough.
const OVERRUN: Duration = Duration::from_secs(1);

/// The memory that a call may take: a body, its texts, its values, and what a connection takes.
const MOST_MEMORY: usize = if cfg!(debug_assertions) {
    10 << 20
} else {
    64 << 20
};

/// How many servers are met at a time.
const AT_A_TIME: usize = 6;

const SECURITY: &[Scheme] = &[Scheme::bearer("api_token")];

/// What the calls came to.
#[derive(Debug, Default)]
struct Tally {
    calls: usize,
    overrun: (Duration, String),
    /// Of servers that send much, met one at a time.
    memory: (usize, String),
    faults: Vec<String>,
}

#[derive(Clone)]
struct Attack {
    protocol: Protocol,
    certificates: Certificates,
    tally: Arc<Mutex<Tally>>,
}

#[test]
fn no_server_of_http_1_gets_the_better_of_a_call() {
    meet(Protocol::Http1);
}

#[test]
fn no_server_of_http_2_gets_the_better_of_a_call() {
    meet(Protocol::Http2);
}

/// The tests share the memory that they look at, and so take turns.
static TURN: Mutex<()> = Mutex::new(());

fn meet(protocol: Protocol) {
    let _turn = TURN.lock();
    let attack = Attack {
        protocol,
        certificates: Certificates::new(),
        tally: Arc::default(),
    };
    let trap = attack.server(Protocol::Http1, Behaviour::of("is not to be called", []));
    let all = match protocol {
        Protocol::Http1 => [heads::behaviours(trap.address), bodies::behaviours()],
        Protocol::Http2 => [http2::behaviours(), http2_streams::behaviours(trap.address)],
    };
    let all: Vec<_> = all.into_iter().flatten().collect();
    let count = all.len();
    let (large, small): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|behaviour| behaviour.is_large);
    let queue = Arc::new(Mutex::new(small));
    let workers: Vec<_> = (0..AT_A_TIME)
        .map(|_| {
            let (attack, queue) = (attack.clone(), Arc::clone(&queue));
            thread::spawn(move || {
                while let Some(behaviour) = { queue.lock().unwrap().pop() } {
                    attack.meet(&Arc::new(behaviour), DEADLINE);
                }
            })
        })
        .collect();
    for worker in workers {
        worker.join().unwrap();
    }
    let (large_count, small_count) = (large.len(), count - large.len());
    for behaviour in large {
        let behaviour = Arc::new(behaviour);
        attack.meet(&behaviour, DEADLINE);
        attack.meet(&behaviour, LONG_DEADLINE);
    }
    let tally = attack.tally.lock().unwrap();
    println!(
        "{protocol:?}: {count} behaviours, {} calls; the longest overrun {:?}, the most memory {:?}",
        tally.calls, tally.overrun, tally.memory
    );
    assert!(count >= 40);
    assert_eq!(
        tally.calls,
        (small_count + 2 * large_count) * Call::ALL.len()
    );
    assert_eq!(trap.connections(), 0, "a redirect was followed");
    assert!(tally.faults.is_empty(), "{:#?}", tally.faults);
}

impl Attack {
    fn server(&self, protocol: Protocol, behaviour: Behaviour) -> Server {
        Server::start(protocol, &self.certificates, Arc::new(behaviour))
    }

    /// Makes every call to a server with this behaviour.
    fn meet(&self, behaviour: &Arc<Behaviour>, deadline: Duration) {
        for call in Call::ALL {
            let server = Server::start(self.protocol, &self.certificates, Arc::clone(behaviour));
            let client = self.client(&server, deadline);
            let made = thread::spawn(move || make(call, &client, deadline));
            let made = made.join().ok();
            let name = format!("{call:?} to one that {}", behaviour.name);
            let faults = match &made {
                None => vec!["panics".to_owned()],
                Some(made) => {
                    let may_repeat = call.is_idempotent() || behaviour.gives_back;
                    let most_requests = if may_repeat { 3 } else { 1 };
                    made.faults(most_requests, server.requests(), behaviour.is_large)
                }
            };
            let mut tally = self.tally.lock().unwrap();
            tally.calls += 1;
            let faults = faults.into_iter().map(|fault| format!("{name} {fault}"));
            tally.faults.extend(faults);
            let Some(made) = made else { continue };
            let overrun = std::mem::take(&mut tally.overrun);
            tally.overrun = overrun.max((made.overrun, name.clone()));
            if behaviour.is_large {
                let memory = std::mem::take(&mut tally.memory);
                tally.memory = memory.max((made.memory, name));
            }
        }
    }

    fn client(&self, server: &Server, deadline: Duration) -> HttpClient {
        let scheme = match self.protocol {
            Protocol::Http1 => "http",
            Protocol::Http2 => "https",
        };
        let settings = Settings::new()
            .base_url(format!("{scheme}://{}", server.address))
            .root_certificates(self.certificates.authority.clone())
            .without_proxy()
            .timeout(deadline)
            .max_response_bytes(LONGEST)
            .backoff(Duration::ZERO, Duration::ZERO);
        let credentials = Credentials::new(SECURITY, [TOKEN.into()]);
        HttpClient::new("", "test/1.0", credentials, settings).unwrap()
    }
}

/// A call that was made.
struct Made {
    /// How much longer it took than it should, without the time in which its thread had to wait for others.
    overrun: Duration,
    /// The most memory that the process took meanwhile.
    memory: usize,
    outcome: Result<(), Error>,
}

/// Makes a call on a runtime of its own, and measures it.
fn make(call: Call, client: &HttpClient, deadline: Duration) -> Made {
    let runtime = runtime();
    let memory_before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    let (begin, queued_before) = (Instant::now(), queued());
    let outcome = runtime.block_on(call.make(client));
    let elapsed = begin.elapsed();
    let queued = queued().saturating_sub(queued_before);
    Made {
        overrun: elapsed.saturating_sub(queued).saturating_sub(deadline),
        memory: MEMORY.peak_usage().saturating_sub(memory_before),
        outcome,
    }
}

/// How long this thread has waited for a processor that others had, where the system tells.
fn queued() -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let queued = told.split(' ').nth(1).and_then(|text| text.parse().ok());
    Duration::from_nanos(queued.unwrap_or_default())
}

impl Made {
    /// What is wrong with how the call went.
    fn faults(&self, most_requests: usize, requests: usize, is_large: bool) -> Vec<String> {
        let mut faults = Vec::new();
        if self.overrun > OVERRUN {
            faults.push(format!("outlives its deadline by {:?}", self.overrun));
        }
        if is_large && self.memory > MOST_MEMORY {
            faults.push(format!("takes {} bytes of memory", self.memory));
        }
        if requests > most_requests {
            faults.push(format!("is sent {requests} times"));
        }
        let Err(error) = &self.outcome else {
            return faults;
        };
        if let Some(secret) = shown::secret(&shown::by(error)) {
            faults.push(format!("shows {secret} in {error}"));
        }
        let message = error.to_string();
        if message.contains('\n') || message.len() > 2_000 {
            faults.push(format!("ends in {message}"));
        }
        faults
    }
}
