package dev.patchbay.server.grpc;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.PreconditionFailure;
import com.google.rpc.QuotaFailure;
import com.google.rpc.ResourceInfo;
import com.google.rpc.RetryInfo;
import dev.patchbay.server.fault.Fault;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.List;

/** A failed call's status as a caller reads it. */
record Told(StatusRuntimeException thrown, com.google.rpc.Status status) {
  private static final List<Class<? extends Message>> TYPES =
      List.of(
          ErrorInfo.class,
          BadRequest.class,
          PreconditionFailure.class,
          QuotaFailure.class,
          ResourceInfo.class,
          RetryInfo.class);

  static Told of(Fault fault) {
    return of(fault, false, 0);
  }

  static Told of(Fault fault, boolean outputSent, long lastSequence) {
    return of(FaultStatus.of(fault, outputSent, lastSequence));
  }

  static Told of(StatusRuntimeException thrown) {
    return new Told(thrown, requireNonNull(StatusProto.fromThrowable(thrown)));
  }

  Code code() {
    return thrown.getStatus().getCode();
  }

  String pushback() {
    return requireNonNull(requireNonNull(thrown.getTrailers()).get(FaultStatus.PUSHBACK));
  }

  ErrorInfo info() {
    return detail(ErrorInfo.class);
  }

  /** One entry for each detail. */
  List<Class<? extends Message>> detailTypes() {
    return status.getDetailsList().stream().<Class<? extends Message>>map(Told::type).toList();
  }

  <T extends Message> T detail(Class<T> type) {
    Any detail = status.getDetailsList().stream().filter(d -> d.is(type)).findFirst().orElseThrow();
    try {
      return detail.unpack(type);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  private static Class<? extends Message> type(Any detail) {
    return TYPES.stream().filter(detail::is).findFirst().orElseThrow();
  }
}
