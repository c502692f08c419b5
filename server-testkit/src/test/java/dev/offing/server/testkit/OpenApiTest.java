package dev.offing.server.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code /openapi.json} is what the OpenAPI Initiative means by OpenAPI 3.1. */
final class OpenApiTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private static JsonNode document(TestStub stub) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(stub.http().resolve("/openapi.json")).build();
      return JSON.readTree(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }
  }

  @Test
  void theDescriptionFitsTheOfficialSchemaAndEveryReferenceLeadsSomewhere() throws Exception {
    JsonNode document;
    try (TestStub stub = TestStub.start()) {
      document = document(stub);
    }
    try (InputStream in =
        Objects.requireNonNull(OpenApiTest.class.getResourceAsStream("openapi-3.1.json"))) {
      Schema official = SCHEMAS.getSchema(JSON.readTree(in));

      assertThat(official.validate(document)).isEmpty();
      ObjectNode broken = (ObjectNode) document.deepCopy();
      ((ObjectNode) broken.at("/paths/~1api~1world/post")).put("responses", "none");
      assertThat(official.validate(broken)).isNotEmpty();
    }
    assertThat(document.findValuesAsString("$ref"))
        .isNotEmpty()
        .allSatisfy(it -> assertThat(document.at(it.substring(1)).isObject()).as(it).isTrue());
  }
}
