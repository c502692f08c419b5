package dev.offing.simulator.proxy.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.simulator.proxy.toxic.HandTime;
import dev.offing.simulator.world.Dice;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Toxiproxy 2.12's paths, status codes, heads and bodies, letter by letter. */
final class ApiLetterTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String JSON = "application/json";
  private static final String TEXT = "text/plain; charset=utf-8";

  private ProxyApi api;

  @BeforeEach
  void start() {
    api =
        ProxyApi.start(
            new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0),
            new HandTime(),
            new Dice(1));
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void versionAndEmptyLists() throws Exception {
    expect("GET", "/version", "", 200, JSON + ";charset=utf-8", "{\"version\": \"2.12.0\"}\n");
    expect("GET", "/proxies", "", 200, JSON, "{}");
    expect("POST", "/populate", "[]", 201, JSON, "{\"proxies\":null}");
    expect("POST", "/reset", "", 204, "", "");
  }

  @Test
  void aProxyThatIsDownKeepsItsAddressAsWritten() throws Exception {
    String proxy =
        "{\"name\":\"p\",\"listen\":\"localhost:3310\",\"upstream\":\"localhost:20001\","
            + "\"enabled\":false,\"toxics\":[]}";
    expect(
        "POST",
        "/proxies",
        "{\"name\":\"p\",\"listen\":\"localhost:3310\",\"upstream\":\"localhost:20001\","
            + "\"enabled\":false}",
        201,
        JSON,
        proxy);
    expect("GET", "/proxies/p", "", 200, JSON, proxy);
    expect("GET", "/proxies", "", 200, JSON, "{\"p\":" + proxy + "}");
    expect("GET", "/proxies/p/toxics", "", 200, JSON, "[]");
    expect("DELETE", "/proxies/p", "", 204, "", "");
    expect("DELETE", "/proxies/p", "", 404, TEXT, error("proxy not found", 404));
  }

  @Test
  void toxicsByTheirDefaults() throws Exception {
    down("p");
    String latency =
        "{\"attributes\":{\"latency\":0,\"jitter\":0},\"name\":\"latency_downstream\","
            + "\"type\":\"latency\",\"stream\":\"downstream\",\"toxicity\":1}";
    expect("POST", "/proxies/p/toxics", "{\"type\":\"latency\"}", 200, JSON, latency);
    expect("GET", "/proxies/p/toxics/latency_downstream", "", 200, JSON, latency);
    expect(
        "POST",
        "/proxies/p/toxics",
        "{\"type\":\"latency\"}",
        409,
        TEXT,
        error("toxic already exists", 409));
    String slicer =
        "{\"attributes\":{\"average_size\":64,\"size_variation\":0,\"delay\":10},\"name\":\"s\","
            + "\"type\":\"slicer\",\"stream\":\"Upstream\",\"toxicity\":0.2}";
    expect(
        "POST",
        "/proxies/p/toxics",
        "{\"name\":\"s\",\"type\":\"slicer\",\"stream\":\"Upstream\",\"toxicity\":0.2,"
            + "\"attributes\":{\"Average_Size\":64,\"delay\":10,\"unknown\":true}}",
        200,
        JSON,
        slicer);
    // The way up comes first.
    expect("GET", "/proxies/p/toxics", "", 200, JSON, "[" + slicer + "," + latency + "]");
    String changed = latency.replace("\"jitter\":0", "\"jitter\":7").replace("y\":1}", "y\":0.5}");
    for (String method : new String[] {"POST", "PATCH"}) {
      expect(
          method,
          "/proxies/p/toxics/latency_downstream",
          "{\"attributes\":{\"jitter\":7},\"toxicity\":0.5,\"name\":\"ignored\"}",
          200,
          JSON,
          changed);
    }
    expect("DELETE", "/proxies/p/toxics/s", "", 204, "", "");
    expect("DELETE", "/proxies/p/toxics/s", "", 404, TEXT, error("toxic not found", 404));
    expect("PATCH", "/proxies/p/toxics/s", "{}", 404, TEXT, error("toxic not found", 404));
    expect(
        "POST",
        "/proxies/p/toxics",
        "{\"name\":\"n\",\"type\":\"noop\"}",
        200,
        JSON,
        "{\"attributes\":{},\"name\":\"n\",\"type\":\"noop\",\"stream\":\"downstream\","
            + "\"toxicity\":1}");
  }

  @Test
  void mistakesAsToxiproxyWordsThem() throws Exception {
    down("p");
    String create = "/proxies";
    refused(create, "", 400, "bad request body: EOF");
    refused(create, "{\"name\":", 400, "bad request body: unexpected EOF");
    refused(
        create,
        "nonsense{",
        400,
        "bad request body: invalid character 'n' looking for beginning of value");
    refused(create, "{}", 400, "missing required field: name");
    refused(create, "{\"name\":\"q\"}", 400, "missing required field: upstream");
    refused(create, "{\"name\":\"p\",\"upstream\":\"u:1\"}", 409, "proxy already exists");
    refused(
        create,
        "{\"name\":5}",
        400,
        "bad request body: json: cannot unmarshal number into Go struct field Proxy.name of type"
            + " string");
    refused(
        create,
        "[1]",
        400,
        "bad request body: json: cannot unmarshal array into Go value of type toxiproxy.Proxy");
    refused(
        create,
        "{\"name\":\"q\",\"upstream\":\"u:1\",\"listen\":\"local373\"}",
        500,
        "listen tcp: address local373: missing port in address");
    refused(
        create,
        "{\"name\":\"q\",\"upstream\":\"u:1\",\"listen\":\"127.0.0.1:70000\"}",
        500,
        "listen tcp: address 70000: invalid port");
    refused("/proxies/p", "{\"listen\":\"x\"}", 500, "address x: missing port in address");
    refused("/proxies/none", "{}", 404, "proxy not found");
    refused("/proxies/none/toxics", "{}", 404, "proxy not found");
    String toxics = "/proxies/p/toxics";
    refused(
        toxics,
        "{\"type\":\"latency\",\"stream\":\"sideways\"}",
        400,
        "stream was invalid, can be either upstream or downstream");
    refused(toxics, "{\"type\":\"nothing\"}", 400, "invalid toxic type");
    refused(toxics, "{}", 400, "invalid toxic type");
    refused(
        toxics,
        "{\"type\":\"latency\",\"attributes\":{\"latency\":1.5}}",
        400,
        "bad request body: json: cannot unmarshal number 1.5 into Go struct field"
            + " LatencyToxic.attributes.latency of type int64");
    expect("GET", "/proxies/p/toxics", "", 200, JSON, "[]");
  }

  @Test
  void populateChecksAllBeforeItMakesAnyAndTellsWhatItMade() throws Exception {
    expect(
        "POST",
        "/populate",
        "[{\"name\":\"one\",\"upstream\":\"u:1\",\"enabled\":false},{\"upstream\":\"u:1\"}]",
        400,
        JSON,
        "{\"error\":\"missing required field: name at proxy 2\",\"status\":400,\"proxies\":null}");
    expect("GET", "/proxies", "", 200, JSON, "{}");
    String one =
        "{\"name\":\"one\",\"listen\":\"127.0.0.1:3310\",\"upstream\":\"u:1\",\"enabled\":false,"
            + "\"toxics\":[]}";
    expect(
        "POST",
        "/populate",
        "[{\"name\":\"one\",\"listen\":\"127.0.0.1:3310\",\"upstream\":\"u:1\",\"enabled\":false},"
            + "{\"name\":\"two\",\"listen\":\"bad\",\"upstream\":\"u:2\"}]",
        500,
        JSON,
        "{\"error\":\"listen tcp: address bad: missing port in address\",\"status\":500,"
            + "\"proxies\":["
            + one
            + "]}");
    // One that does not differ is left as it is, with its toxics.
    expect("POST", "/proxies/one/toxics", "{\"type\":\"noop\"}", 200, JSON, null);
    expect(
        "POST",
        "/populate",
        "[{\"name\":\"one\",\"listen\":\"localhost:3310\",\"upstream\":\"u:1\"}]",
        201,
        JSON,
        null);
    assertThat(send("GET", "/proxies/one/toxics", "", "curl/8").body()).contains("noop");
  }

  @Test
  void populateReplacesOneThatDiffersAndOpensItByItself() throws Exception {
    try (ServerSocket server = Ends.listen()) {
      down("one");
      String body =
          send(
                  "POST",
                  "/populate",
                  "[{\"name\":\"one\",\"listen\":\"127.0.0.1:0\",\"upstream\":\"127.0.0.1:%d\"}]"
                      .formatted(server.getLocalPort()),
                  "curl/8")
              .body();
      int port = Integer.parseInt(body.replaceFirst(".*\"listen\":\"127.0.0.1:(\\d+)\".*", "$1"));
      try (Ends ends = Ends.connect(port, server)) {
        Ends.write(ends.client, "hi");
        assertThat(Ends.read(ends.server, 2)).isEqualTo("hi");
      }
    }
  }

  @Test
  void otherPathsMethodsAndBrowsers() throws Exception {
    expect("GET", "/", "", 404, TEXT, "404 page not found\n");
    expect("GET", "/proxies/", "", 404, TEXT, "404 page not found\n");
    expect("GET", "/proxies/p/toxic", "", 404, TEXT, "404 page not found\n");
    expect("GET", "/reset", "", 405, "", "");
    expect("PUT", "/proxies", "{}", 405, "", "");
    HttpResponse<String> browser = send("GET", "/proxies", "", "Mozilla/5.0 (X11)");
    assertThat(browser.statusCode()).isEqualTo(403);
    assertThat(browser.body()).isEqualTo("User agent not allowed\n");
    assertThat(send("GET", "/version", "", "curl/8").headers().map())
        .containsKey("x-toxiproxy-request-id");
  }

  @Test
  void aServerThatIsNotThereEndsTheCallAndNotTheProxy() throws Exception {
    String body =
        send(
                "POST",
                "/proxies",
                "{\"name\":\"p\",\"listen\":\"127.0.0.1:0\",\"upstream\":\"nowhere\"}",
                "curl/8")
            .body();
    int port = Integer.parseInt(body.replaceFirst(".*\"listen\":\"127.0.0.1:(\\d+)\".*", "$1"));
    for (int i = 0; i < 3; i++) {
      try (Socket client = Ends.dial(port)) {
        assertThat(Ends.next(client)).failsWithin(java.time.Duration.ofSeconds(60));
      }
    }
  }

  private void down(String name) throws Exception {
    expect(
        "POST",
        "/proxies",
        "{\"name\":\"%s\",\"upstream\":\"u:1\",\"enabled\":false}".formatted(name),
        201,
        JSON,
        null);
  }

  private void refused(String path, String body, int status, String message) throws Exception {
    expect("POST", path, body, status, TEXT, error(message, status));
  }

  private static String error(String message, int status) {
    return "{\"error\":\"%s\",\"status\":%d}\n".formatted(message, status);
  }

  private void expect(
      String method, String path, String body, int status, String type, String answer)
      throws Exception {
    HttpResponse<String> response = send(method, path, body, "curl/8");
    if (answer != null) {
      assertThat(response.body()).as("%s %s %s", method, path, body).isEqualTo(answer);
    }
    assertThat(response.statusCode()).as("%s %s %s", method, path, body).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type").orElse("")).isEqualTo(type);
  }

  private HttpResponse<String> send(String method, String path, String body, String agent)
      throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.address().getPort() + path))
            .header("User-Agent", agent)
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
