//! Connections.

use std::sync::Arc;
use std::time::Duration;

use hyper::service::service_fn;
use hyper_util::rt::TokioExecutor;
use hyper_util::rt::TokioIo;
use hyper_util::server::conn::auto;
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::TcpListener;
use tokio::net::TcpStream;
use tokio::sync::oneshot;
use tokio::task::JoinSet;
use tokio::time::sleep;
use tokio::time::timeout;

use crate::exchange::exchange;
use crate::shared::Shared;

/// How long responses under way may take when the server stops.
const GRACE: Duration = Duration::from_secs(1);

/// How long to wait when no connection can be accepted, as when the process has too many files open.
const PAUSE: Duration = Duration::from_millis(20);

/// Serves until `stop` is sent or dropped. When this ends, or is dropped, so do all connections.
pub(crate) async fn serve(
    listener: TcpListener,
    shared: Arc<Shared>,
    mut stop: oneshot::Receiver<()>,
) {
    let graceful = GracefulShutdown::new();
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    connections.spawn(connection(stream, Arc::clone(&shared), &graceful));
                }
                Err(_) => sleep(PAUSE).await,
            },
            Some(_) = connections.join_next() => {}
            _ = &mut stop => break,
        }
    }
    drop(listener);
    // What takes longer is cut off: a fault may have asked for a response that never comes.
    let _ = timeout(GRACE, graceful.shutdown()).await;
}

/// Responds to request after request, until one side hangs up or the server stops.
fn connection(
    stream: TcpStream,
    shared: Arc<Shared>,
    graceful: &GracefulShutdown,
) -> impl Future<Output = ()> + Send + use<> {
    // Without it, small responses can wait for an acknowledgement of the client.
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |request| {
        let shared = Arc::clone(&shared);
        async move { exchange(&shared, request).await }
    });
    let server = auto::Builder::new(TokioExecutor::new());
    let connection = server.serve_connection(TokioIo::new(stream), service);
    let connection = graceful.watch(connection.into_owned());
    // A client that hangs up, and a fault that does, is no error here.
    async move { drop(connection.await) }
}
