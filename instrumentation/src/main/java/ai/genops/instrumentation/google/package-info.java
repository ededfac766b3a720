/**
 * Governs google-genai: start at GoogleTelemetry. Its classes are final, so what stands before a call is an interceptor of
 * its HTTP client: GoogleInterceptor; Target is what a request is sent to, GenerateWatch what is answered.
 */
@NullMarked
package ai.genops.instrumentation.google;

import org.jspecify.annotations.NullMarked;
