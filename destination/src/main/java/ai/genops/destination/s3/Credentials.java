package ai.genops.destination.s3;

import ai.genops.destination.aws.GivenCredentials;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.StsClientBuilder;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/// Where credentials come from; keys of the block are those of today. The machine's metadata address is asked
/// only with `auth_type: iam_role`: elsewhere nobody answers there, or somebody who should not.
final class Credentials {
    private Credentials() {}

    static AwsCredentialsProvider of(
            Access access, Region region, SdkHttpClient http, ClientOverrideConfiguration overrides) {
        AwsCredentialsProvider own = access.keyId().value().isEmpty() ? given(access) : () -> keys(access);
        return access.roleArn().value().isEmpty() ? own : role(access, own, region, http, overrides);
    }

    private static AwsCredentials keys(Access access) {
        String id = access.keyId().value();
        String secret = access.secretKey().value();
        String session = access.sessionToken().value();
        return session.isEmpty()
                ? AwsBasicCredentials.create(id, secret)
                : AwsSessionCredentials.create(id, secret, session);
    }

    private static AwsCredentialsProvider given(Access access) {
        return GivenCredentials.chain(access.type().equals("iam_role"));
    }

    private static AwsCredentialsProvider role(
            Access access,
            AwsCredentialsProvider own,
            Region region,
            SdkHttpClient http,
            ClientOverrideConfiguration overrides) {
        StsClientBuilder sts = StsClient.builder()
                .httpClient(http)
                .overrideConfiguration(overrides)
                .region(region)
                .credentialsProvider(own);
        if (!access.stsEndpoint().isEmpty()) {
            sts.endpointOverride(URI.create(access.stsEndpoint()));
        }
        return StsAssumeRoleCredentialsProvider.builder()
                .stsClient(sts.build())
                .refreshRequest(request -> {
                    request.roleArn(access.roleArn().value()).roleSessionName(access.session());
                    if (!access.externalId().value().isEmpty()) {
                        request.externalId(access.externalId().value());
                    }
                })
                .build();
    }
}
