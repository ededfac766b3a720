package ai.genops.destination.http;

import ai.genops.destination.delivery.Outcome;
import com.linecorp.armeria.common.ResponseHeaders;

/// A complete HTTP answer.
///
/// @param text the body as UTF-8; empty if it is longer than the sender reads
/// @param usual what such a status usually means for what was sent
public record Answer(ResponseHeaders headers, String text, Outcome usual) {
    /// What an answer means, for those who look closer than its status.
    @FunctionalInterface
    public interface Reader {
        Outcome outcome(Answer answer);
    }

    public int status() {
        return headers.status().code();
    }
}
