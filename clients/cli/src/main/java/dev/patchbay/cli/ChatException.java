package dev.patchbay.cli;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;

/** A call that failed; the message is for people: {@code REASON: what happened}. */
public final class ChatException extends Exception {
  private static final long serialVersionUID = 1L;

  ChatException(String message) {
    super(message);
  }

  static ChatException of(String address, StatusRuntimeException failure) {
    Status status = failure.getStatus();
    com.google.rpc.Status details = StatusProto.fromThrowable(failure);
    if (details != null) {
      for (Any detail : details.getDetailsList()) {
        if (detail.is(ErrorInfo.class)) {
          return new ChatException(reason(detail) + ": " + details.getMessage());
        }
      }
    }
    if (status.getCode() == Status.Code.UNAVAILABLE) {
      return new ChatException(
          "UNAVAILABLE: no Patchbay server answers at "
              + address
              + "; start one with: patchbay serve");
    }
    return new ChatException(status.getCode() + ": " + status.getDescription());
  }

  private static String reason(Any detail) {
    try {
      return detail.unpack(ErrorInfo.class).getReason();
    } catch (InvalidProtocolBufferException e) {
      return "UNKNOWN";
    }
  }
}
