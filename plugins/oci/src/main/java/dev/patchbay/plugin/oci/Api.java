package dev.patchbay.plugin.oci;

/** Which of the service's APIs is spoken. */
enum Api {
  /** Oracle's own. */
  NATIVE,
  /** OpenAI's chat completions. */
  CHAT,
  /** OpenAI's Responses. */
  RESPONSES
}
