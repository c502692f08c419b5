package dev.offing.server.cluster;

/** A question has no answer; the code is for the node that asked. */
public final class RpcException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;

  /** With a code of the method's own. */
  public RpcException(String code, String message) {
    super(message);
    this.code = code;
  }

  String code() {
    return code;
  }
}
