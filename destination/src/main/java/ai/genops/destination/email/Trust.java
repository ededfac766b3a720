package ai.genops.destination.email;

import ai.genops.destination.http.HttpSettings;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// Which certificates of a mail server are trusted: those of `ca_file`, else the system's; with `verify_tls: false`
/// any.
final class Trust {
    private Trust() {}

    static void apply(HttpSettings settings, Properties properties) throws MessagingException {
        Path caFile = settings.caFile();
        if (!settings.verifyTls()) {
            properties.put("mail.smtp.ssl.trust", "*");
        } else if (caFile != null) {
            try {
                properties.put("mail.smtp.ssl.socketFactory", context(caFile).getSocketFactory());
            } catch (IOException | GeneralSecurityException e) {
                throw new MessagingException("`ca_file` `" + caFile + "` cannot be used", e);
            }
        }
    }

    private static SSLContext context(Path caFile) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream pem = Files.newInputStream(caFile)) {
            int number = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                store.setCertificateEntry("ca" + number++, certificate);
            }
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
