package dev.offing.simulator.proxy.api;

/** A request that is refused, in Toxiproxy's words: clients compare them. */
final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final int INTERNAL = 500;

  private final int status;

  private ApiException(int status, String message) {
    super(message);
    this.status = status;
  }

  static ApiException badBody(String why) {
    return new ApiException(BAD_REQUEST, "bad request body: " + why);
  }

  static ApiException missing(String field) {
    return new ApiException(BAD_REQUEST, "missing required field: " + field);
  }

  static ApiException noProxy() {
    return new ApiException(NOT_FOUND, "proxy not found");
  }

  static ApiException proxyExists() {
    return new ApiException(CONFLICT, "proxy already exists");
  }

  static ApiException badStream() {
    return new ApiException(
        BAD_REQUEST, "stream was invalid, can be either upstream or downstream");
  }

  static ApiException badType() {
    return new ApiException(BAD_REQUEST, "invalid toxic type");
  }

  static ApiException noToxic() {
    return new ApiException(NOT_FOUND, "toxic not found");
  }

  static ApiException toxicExists() {
    return new ApiException(CONFLICT, "toxic already exists");
  }

  /** Whatever Toxiproxy did not expect itself, such as a port in use. */
  static ApiException failed(String why) {
    return new ApiException(INTERNAL, why);
  }

  int status() {
    return status;
  }

  String said() {
    return String.valueOf(getMessage());
  }
}
