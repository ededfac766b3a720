package ai.genops.destination.email;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

/// What became of a mail, by the server's replies (RFC 5321, 4.2.1): 4xx passes, 5xx stays.
///
/// @param delivered whether anybody has got it
/// @param retry who may get it later
/// @param refused who never will
/// @param reason the server's replies; empty if everybody has it
record SmtpResult(boolean delivered, Set<Address> retry, Set<Address> refused, boolean tooLarge, String reason) {
    private static final int TOO_LARGE = 552;

    static SmtpResult delivered(Set<Address> recipients) {
        return new SmtpResult(!recipients.isEmpty(), Set.of(), Set.of(), false, "");
    }

    static SmtpResult of(SendFailedException failure, Set<Address> recipients) {
        Set<Address> open = new LinkedHashSet<>(recipients);
        boolean delivered = false;
        for (Address sent : orNone(failure.getValidSentAddresses())) {
            open.remove(sent);
            delivered = true;
        }
        Set<Address> retry = new LinkedHashSet<>();
        Set<Address> refused = new LinkedHashSet<>();
        Set<String> replies = new TreeSet<>();
        int whole = -1;
        for (Exception each = failure; each != null; each = next(each)) {
            if (each instanceof SMTPAddressFailedException address && open.remove(address.getAddress())) {
                (isFinal(address.getReturnCode()) ? refused : retry).add(address.getAddress());
                replies.add(line(address.getMessage()));
            } else if (each instanceof SMTPSendFailedException send) {
                whole = whole < 0 ? send.getReturnCode() : whole;
                replies.add(line(send.getMessage()));
            } else if (each instanceof SMTPSenderFailedException sender) {
                whole = sender.getReturnCode();
                replies.add(line(sender.getMessage()));
            }
        }
        // Of whom the server said nothing: what it said of the mail as a whole.
        (isFinal(whole) ? refused : retry).addAll(open);
        String reason = replies.isEmpty() ? line(failure.getMessage()) : String.join("; ", replies);
        return new SmtpResult(delivered, retry, refused, whole == TOO_LARGE, reason);
    }

    private static boolean isFinal(int code) {
        return code >= 500 && code < 600;
    }

    private static Iterable<Address> orNone(Address @Nullable [] addresses) {
        return addresses == null ? Set.of() : Arrays.asList(addresses);
    }

    private static @Nullable Exception next(Exception failure) {
        return failure instanceof MessagingException messaging ? messaging.getNextException() : null;
    }

    private static String line(@Nullable String text) {
        return text == null ? "" : text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    }
}
