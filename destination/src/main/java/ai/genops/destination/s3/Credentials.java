package ai.genops.destination.s3;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.auth.credentials.WebIdentityTokenFileCredentialsProvider;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.StsClientBuilder;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/// Where credentials come from. The machine's metadata address is asked only with `auth_type: iam_role`: elsewhere
/// nobody answers there, or somebody who should not.
final class Credentials {
    private Credentials() {}

    static AwsCredentialsProvider of(
            Access access, Region region, SdkHttpClient http, ClientOverrideConfiguration overrides) {
        AwsCredentialsProvider own =
                access.keyId().value().isEmpty() ? given(access) : StaticCredentialsProvider.create(keys(access));
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
        List<AwsCredentialsProvider> chain = new ArrayList<>(List.of(
                EnvironmentVariableCredentialsProvider.create(),
                WebIdentityTokenFileCredentialsProvider.create(),
                ProfileCredentialsProvider.create(),
                ContainerCredentialsProvider.create()));
        if (access.type().equals("iam_role")) {
            chain.add(InstanceProfileCredentialsProvider.create());
        }
        return AwsCredentialsProviderChain.builder()
                .credentialsProviders(chain)
                .reuseLastProviderEnabled(true)
                .build();
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
