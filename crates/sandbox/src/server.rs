//! The listeners, and what happens to every request: read, let a fault have its way, answer.

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use axum_server::Handle;
use axum_server::tls_rustls::RustlsConfig;
use futures_util::{StreamExt, stream};

use crate::asked::{Asked, Pairs, segments};
use crate::cloud::Cloud;
use crate::faulty::{self, Ending};
use crate::reply::Reply;
use crate::{entra, graph, resource_manager};

/// Resource Manager refuses larger requests; so do we, before reading them whole.
/// Azure: <https://learn.microsoft.com/azure/azure-resource-manager/management/azure-subscription-service-limits>
const LARGEST_BODY: usize = 4 * 1024 * 1024;

/// Which listener a request came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Listener {
    ResourceManager,
    Login,
    Graph,
    ManagedIdentity,
}

/// The four sockets, bound and not yet served.
pub(crate) struct Sockets {
    pub(crate) resource_manager: TcpListener,
    pub(crate) login: TcpListener,
    pub(crate) graph: TcpListener,
    pub(crate) managed_identity: TcpListener,
}

impl Sockets {
    /// Binds the given address and the three ports after it; port 0 lets the system choose each.
    pub(crate) fn bind(first: SocketAddr) -> io::Result<Self> {
        let bind = |offset: u16| {
            let mut address = first;
            if first.port() != 0 {
                let port = first.port().checked_add(offset);
                address.set_port(port.ok_or_else(|| io::Error::other("no port is left above this one"))?);
            }
            let listener = TcpListener::bind(address)?;
            listener.set_nonblocking(true)?;
            Ok::<_, io::Error>(listener)
        };
        Ok(Self { resource_manager: bind(0)?, login: bind(1)?, graph: bind(2)?, managed_identity: bind(3)? })
    }
}

/// Serves all four until the handle says stop.
pub(crate) async fn serve(
    cloud: Arc<Cloud>,
    sockets: Sockets,
    tls: RustlsConfig,
    handle: Handle<SocketAddr>,
) -> io::Result<()> {
    let secure = |socket, listener| {
        let (app, tls, handle) = (app(cloud.clone(), listener), tls.clone(), handle.clone());
        async move { axum_server::from_tcp_rustls(socket, tls)?.handle(handle).serve(app).await }
    };
    let plain = {
        let (app, handle) = (app(cloud.clone(), Listener::ManagedIdentity), handle.clone());
        async move { axum_server::from_tcp(sockets.managed_identity)?.handle(handle).serve(app).await }
    };
    let served = tokio::join!(
        secure(sockets.resource_manager, Listener::ResourceManager),
        secure(sockets.login, Listener::Login),
        secure(sockets.graph, Listener::Graph),
        plain
    );
    served.0.and(served.1).and(served.2).and(served.3)
}

type App = axum::extract::connect_info::IntoMakeServiceWithConnectInfo<Router, SocketAddr>;

fn app(cloud: Arc<Cloud>, listener: Listener) -> App {
    Router::new()
        .fallback(respond)
        .with_state((cloud, listener))
        .into_make_service_with_connect_info::<SocketAddr>()
}

async fn respond(
    State((cloud, listener)): State<(Arc<Cloud>, Listener)>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, LARGEST_BODY).await else {
        return send(Reply::error(413, "RequestEntityTooLarge", "The request is too large."), Ending::Whole);
    };
    let asked = Asked {
        segments: segments(parts.uri.path()),
        query: Pairs::parse(parts.uri.query().unwrap_or_default().as_bytes()),
        origin: origin(&cloud, listener, &parts.headers, &parts.uri),
        target: parts.uri.path_and_query().map(ToString::to_string).unwrap_or_default(),
        method: parts.method,
        headers: parts.headers,
        body,
        ip: peer.ip().to_string(),
    };
    let faults =
        cloud.faults.hit(&asked.path(), matches!(listener, Listener::Login | Listener::ManagedIdentity));
    if let Some(latency) = faulty::latency(&faults) {
        tokio::time::sleep(latency).await;
    }
    if let Some(reply) = faulty::instead(&cloud, &asked, &faults) {
        return send(reply, Ending::Whole);
    }
    let reply = match listener {
        Listener::ResourceManager => resource_manager::answer(&cloud, &asked),
        Listener::Login => entra::answer(&cloud, &asked),
        Listener::Graph => graph::answer(&cloud, &asked),
        Listener::ManagedIdentity => entra::managed_identity::answer(&cloud, &asked),
    };
    let (reply, ending) = faulty::after(reply, &asked, &faults);
    send(reply, ending)
}

/// `https://{host}`, as the client addressed it.
fn origin(cloud: &Cloud, listener: Listener, headers: &HeaderMap, uri: &Uri) -> String {
    let own = match listener {
        Listener::ResourceManager => &cloud.addresses.resource_manager,
        Listener::Login => &cloud.addresses.login,
        Listener::Graph => &cloud.addresses.graph,
        Listener::ManagedIdentity => &cloud.addresses.managed_identity,
    };
    let host = headers.get("host").and_then(|host| host.to_str().ok());
    // HTTP/2 has no Host header; the host stands in the address.
    match host.or_else(|| uri.authority().map(axum::http::uri::Authority::as_str)) {
        Some(host) if listener != Listener::ManagedIdentity => format!("https://{host}"),
        _ => own.clone(),
    }
}

fn send(reply: Reply, ending: Ending) -> Response {
    let body = match ending {
        Ending::Whole => Body::from(reply.body),
        Ending::Cut => {
            let half = reply.body.get(..reply.body.len() / 2).unwrap_or_default();
            let half = Bytes::copy_from_slice(half);
            let broken = stream::once(async {
                // What was handed over before must be on its way before the connection breaks.
                tokio::time::sleep(Duration::from_millis(50)).await;
                Err(io::Error::from(io::ErrorKind::ConnectionReset))
            });
            Body::from_stream(stream::iter([Ok(half)]).chain(broken))
        }
    };
    let mut response = Response::new(body);
    *response.status_mut() = reply.status;
    *response.headers_mut() = reply.headers;
    response
}

/// How long requests in flight may take to end once the sandbox is stopped.
pub(crate) const GRACE: Duration = Duration::from_secs(1);
