package ai.genops.server.audit;

import java.time.Instant;

/// Something that was asked of the server and changes it.
///
/// @param number ascending from 1, never given twice
/// @param what the request without `/api/`: `POST tokens/5f3a9c01/disable`
/// @param detail what was sent with it, cut
/// @param status of HTTP: what came of it; 0 if the server did not come to say
public record ChangeRecord(long number, Instant time, String user, String what, String detail, int status) {
    ChangeRecord ended(int with) {
        return new ChangeRecord(number, time, user, what, detail, with);
    }
}
