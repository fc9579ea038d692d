//! A collector that has a certificate of an authority of one's own, and asks for the service's.

use frosted_tests::peer::find;
use frosted_tests::process::Process;
use frosted_tests::scenario::Scenario;
use frosted_tests::{free_port, wait_for};
use std::path::Path;
use std::process::Command;
use std::time::Duration;
use tempfile::TempDir;

/// Makes an authority, and certificates of a server and of a client.
const CERTIFICATES: &str = r#"
set -e
new="openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes"
sign="openssl x509 -req -days 1 -CA ca.pem -CAkey ca.key -CAcreateserial"
$new -x509 -days 1 -subj /CN=authority -keyout ca.key -out ca.pem
for name in server client stranger; do
    $new -subj /CN=$name -keyout $name.key -out $name.csr
    printf 'subjectAltName=IP:127.0.0.1' >$name.ext
    $sign -in $name.csr -extfile $name.ext -out $name.pem
done
"#;

/// Takes every request of a client with a certificate of the authority, and prints its path.
const SERVER: &str = r#"
import http.server, ssl, sys
class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        self.rfile.read(int(self.headers["content-length"]))
        print(self.path, flush=True)
        self.send_response(200)
        self.end_headers()
    def log_message(self, *args):
        pass
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain("server.pem", "server.key")
context.load_verify_locations("ca.pem")
context.verify_mode = ssl.CERT_REQUIRED
server = http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler)
server.socket = context.wrap_socket(server.socket, server_side=True)
print("ready", flush=True)
server.serve_forever()
"#;

struct Peer {
    process: Process,
    folder: TempDir,
    port: u16,
}

impl Peer {
    fn start(python: &Path) -> Self {
        let folder = TempDir::new().unwrap();
        let made = Command::new("sh")
            .args(["-c", CERTIFICATES])
            .current_dir(&folder)
            .output()
            .unwrap();
        let errors = String::from_utf8_lossy(&made.stderr);
        assert!(made.status.success(), "{errors}");
        let port = free_port();
        let mut command = Command::new(python);
        command
            .args(["-c", SERVER, &port.to_string()])
            .current_dir(&folder);
        let process = Process::start(&mut command);
        wait_for("the server", Duration::from_secs(20), || {
            process.stdout().contains("ready").then_some(())
        });
        Self {
            process,
            folder,
            port,
        }
    }

    fn file(&self, name: &str) -> String {
        self.folder.path().join(name).to_str().unwrap().to_owned()
    }

    /// A program that sends everything there.
    fn scenario(&self) -> Scenario {
        let address = format!("https://127.0.0.1:{}", self.port);
        Scenario::with_collector(env!("CARGO_BIN_EXE_fixture"), "lines", None)
            .env("OTEL_EXPORTER_OTLP_ENDPOINT", &address)
            .env("OTEL_LOGS_EXPORTER", "otlp")
            .env("OTEL_EXPORTER_OTLP_CERTIFICATE", &self.file("ca.pem"))
    }
}

#[test]
fn a_collector_that_asks_for_a_certificate_gets_the_one_of_the_service() {
    let (Some(python), Some(_)) = (find("python3"), find("openssl")) else {
        return;
    };
    let peer = Peer::start(&python);
    let seen = peer
        .scenario()
        .env(
            "OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE",
            &peer.file("client.pem"),
        )
        .env("OTEL_EXPORTER_OTLP_CLIENT_KEY", &peer.file("client.key"))
        .run();
    assert!(seen.succeeded, "{}", seen.stderr);
    for path in ["/v1/traces", "/v1/metrics", "/v1/logs"] {
        assert!(peer.process.stdout().contains(path), "{path}");
    }
}

#[test]
fn without_a_certificate_or_without_trust_nothing_is_sent() {
    let (Some(python), Some(_)) = (find("python3"), find("openssl")) else {
        return;
    };
    let peer = Peer::start(&python);
    // One that is another's, one that is not there, and a server that is not trusted.
    let stranger = peer.file("stranger.pem");
    let runs = [
        peer.scenario(),
        peer.scenario()
            .env("OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE", "/no/such/file")
            .env("OTEL_EXPORTER_OTLP_CLIENT_KEY", &peer.file("client.key")),
        peer.scenario()
            .env("OTEL_EXPORTER_OTLP_CERTIFICATE", &stranger)
            .env(
                "OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE",
                &peer.file("client.pem"),
            )
            .env("OTEL_EXPORTER_OTLP_CLIENT_KEY", &peer.file("client.key")),
    ];
    for (place, run) in runs.into_iter().enumerate() {
        let seen = run.env("FROSTED_FLUSH_TIMEOUT", "2s").run();
        assert!(seen.succeeded, "{}", seen.stderr);
        let mut lines = seen.lines.iter();
        let name = "OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE";
        let warned = lines.any(|line| line["variable"] == name);
        assert_eq!(warned, place == 1, "{place}");
        assert!(!peer.process.stdout().contains("/v1/"), "{place}");
    }
}
