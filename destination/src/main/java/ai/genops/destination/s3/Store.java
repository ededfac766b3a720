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

/// The client for a store. It repeats nothing by itself: delivery does, at the pace that is configured. Opens no
/// connection before the first request.
final class Store {
    private Store() {}

    /// @throws IOException if the certificates to trust cannot be read
    static S3Client connect(S3Settings settings) throws IOException {
        SdkHttpClient http = http(settings.http());
        ClientOverrideConfiguration overrides = ClientOverrideConfiguration.builder()
                .retryStrategy(AwsRetryStrategy.doNotRetry())
                .apiCallTimeout(settings.http().timeout())
                .build();
        Region region = region(settings);
        S3ClientBuilder client = S3Client.builder()
                .httpClient(http)
                .overrideConfiguration(overrides)
                .region(region)
                .credentialsProvider(Credentials.of(settings.access(), region, http, overrides))
                .forcePathStyle(settings.pathStyle())
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .serviceConfiguration(service -> service.chunkedEncodingEnabled(false));
        if (settings.endpoint().isEmpty()) {
            client.crossRegionAccessEnabled(settings.region().isEmpty());
        } else {
            client.endpointOverride(URI.create(settings.endpoint()));
        }
        return client.build();
    }

    private static Region region(S3Settings settings) {
        if (!settings.region().isEmpty()) {
            return Region.of(settings.region());
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
