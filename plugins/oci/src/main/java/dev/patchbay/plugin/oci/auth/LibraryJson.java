package dev.patchbay.plugin.oci.auth;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.oracle.bmc.http.client.Serializer;
import java.io.IOException;

/** JSON of the library's own classes, which only their own Jackson can tell. */
final class LibraryJson implements Serializer {
  private final ObjectMapper mapper =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  @Override
  public <T> T readValue(String text, Class<T> type) throws IOException {
    return mapper.readValue(text, type);
  }

  @Override
  public <T> T readValue(byte[] bytes, Class<T> type) throws IOException {
    return mapper.readValue(bytes, type);
  }

  @Override
  public String writeValueAsString(Object value) throws IOException {
    return mapper.writeValueAsString(value);
  }
}
