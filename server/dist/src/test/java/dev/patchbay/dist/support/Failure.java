package dev.patchbay.dist.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the gateway said that a call failed. Holds what every failure must hold: exactly one
 * ErrorInfo of our domain.
 */
public record Failure(
    Status.Code code, String message, ErrorInfo info, List<Any> details, Metadata trailers) {
  private static final Metadata.Key<String> PUSHBACK =
      Metadata.Key.of("grpc-retry-pushback-ms", Metadata.ASCII_STRING_MARSHALLER);

  public static Failure of(Status status, Metadata trailers) {
    com.google.rpc.Status told = StatusProto.fromStatusAndTrailers(status, trailers);
    List<Any> infos =
        told.getDetailsList().stream().filter(detail -> detail.is(ErrorInfo.class)).toList();
    assertThat(infos).as("ErrorInfo in %s", told).hasSize(1);
    assertThat(trailers.get(PUSHBACK)).as("pushback").isNotNull();
    ErrorInfo info = unpack(infos.getFirst(), ErrorInfo.class);
    assertThat(info.getDomain()).isEqualTo("patchbay.dev");
    return new Failure(
        status.getCode(),
        String.valueOf(status.getDescription()),
        info,
        told.getDetailsList(),
        trailers);
  }

  public static Failure of(StatusRuntimeException thrown) {
    Metadata trailers = thrown.getTrailers();
    assertThat(trailers).as("trailers of %s", thrown).isNotNull();
    return of(thrown.getStatus(), trailers == null ? new Metadata() : trailers);
  }

  /** The failure of a call that must not answer. */
  public static Failure of(Runnable call) {
    try {
      call.run();
    } catch (StatusRuntimeException e) {
      return of(e);
    }
    throw new AssertionError("the call answered");
  }

  /** When to ask again, as the library is told: milliseconds, -1: never. */
  public long pushback() {
    return Long.parseLong(String.valueOf(trailers.get(PUSHBACK)));
  }

  public String reason() {
    return info.getReason();
  }

  public Map<String, String> metadata() {
    return info.getMetadataMap();
  }

  /** Paths of the fields that BadRequest names. */
  public List<String> fields() {
    return detail(BadRequest.class)
        .map(bad ->
            bad.getFieldViolationsList().stream().map(BadRequest.FieldViolation::getField).toList())
        .orElse(List.of());
  }

  public <T extends Message> Optional<T> detail(Class<T> type) {
    return details.stream()
        .filter(detail -> detail.is(type))
        .findFirst()
        .map(detail -> unpack(detail, type));
  }

  private static <T extends Message> T unpack(Any detail, Class<T> type) {
    try {
      return detail.unpack(type);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }
}
