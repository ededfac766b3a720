package ai.genops.destination.s3;

import ai.genops.destination.http.HttpSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.SystemSettingsRegionProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.utils.AttributeMap;

/// The client for a store. Opens no connection before the first request.
final class Store {
    private static final int ATTEMPTS = 4;

    private Store() {}

    /// One that repeats nothing by itself: delivery does, at the pace that is configured.
    ///
    /// @throws IOException if the certificates to trust cannot be read
    static S3Client connect(S3Connection connection) throws IOException {
        return connect(
                connection,
                ClientOverrideConfiguration.builder()
                        .retryStrategy(AwsRetryStrategy.doNotRetry())
                        .apiCallTimeout(connection.http().timeout())
                        .build());
    }

    /// One that tries a request four times, with growing pauses.
    ///
    /// @throws IOException if the certificates to trust cannot be read
    static S3Client patient(S3Connection connection) throws IOException {
        return connect(
                connection,
                ClientOverrideConfiguration.builder()
                        .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(ATTEMPTS)
                                .build())
                        .apiCallAttemptTimeout(connection.http().timeout())
                        .build());
    }

    private static S3Client connect(S3Connection connection, ClientOverrideConfiguration overrides) throws IOException {
        SdkHttpClient http = http(connection.http());
        Region region = region(connection);
        S3ClientBuilder client = S3Client.builder()
                .httpClient(http)
                .overrideConfiguration(overrides)
                .region(region)
                .credentialsProvider(Credentials.of(connection.access(), region, http, overrides))
                .forcePathStyle(connection.pathStyle())
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .serviceConfiguration(service -> service.chunkedEncodingEnabled(false));
        if (connection.endpoint().isEmpty()) {
            client.crossRegionAccessEnabled(connection.region().isEmpty());
        } else {
            client.endpointOverride(URI.create(connection.endpoint()));
        }
        return client.build();
    }

    private static Region region(S3Connection connection) {
        if (!connection.region().isEmpty()) {
            return Region.of(connection.region());
        }
        try {
            var own = new AwsRegionProviderChain(
                    new SystemSettingsRegionProvider(),
                    new AwsProfileRegionProvider(ProfileFile::defaultProfileFile, null));
            return own.getRegion();
        } catch (SdkClientException e) {
            // None is set: the store says where the bucket is.
            return Region.US_EAST_1;
        }
    }

    private static SdkHttpClient http(HttpSettings settings) throws IOException {
        UrlConnectionHttpClient.Builder http = UrlConnectionHttpClient.builder()
                .connectionTimeout(settings.connectTimeout())
                .socketTimeout(settings.timeout());
        Path caFile = settings.caFile();
        if (caFile != null) {
            TrustManager[] trusted = trusted(caFile);
            http.tlsTrustManagersProvider(() -> trusted);
        }
        var trust = AttributeMap.builder()
                .put(SdkHttpConfigurationOption.TRUST_ALL_CERTIFICATES, !settings.verifyTls())
                .build();
        return http.buildWithDefaults(trust);
    }

    private static TrustManager[] trusted(Path file) throws IOException {
        try (InputStream pem = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                store.setCertificateEntry("ca" + store.size(), certificate);
            }
            var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory.getTrustManagers();
        } catch (GeneralSecurityException e) {
            throw new IOException("`ca_file` holds no certificate: " + e.getMessage(), e);
        }
    }
}
