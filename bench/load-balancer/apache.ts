import { writeFileSync } from "node:fs";
import * as path from "node:path";
import { freePort } from "../../local/ports";
import { start } from "../processes";
import type { Proxy, Setting } from "./proxy";

/** Where Debian's packages put them. */
const modules = "/usr/lib/apache2/modules";
const loaded = ["mpm_event", "authn_core", "authz_core", "authz_user", "socache_shmcb", "ssl", "proxy", "proxy_http", "proxy_wstunnel"];

/** Apache with mod_auth_openidc: the same job as the load balancer's. Everything that is not named here is as the packages have it. */
export async function apache(setting: Setting): Promise<Proxy> {
    const port = await freePort();
    const file = path.join(setting.directory, "apache.conf");
    writeFileSync(file, server(setting, port) + virtualHost(setting, port));
    // Node gives its children sockets for output, which cannot be opened by name; the pipe that the shell makes can.
    const command = 'exec apache2 -f "$0" -D FOREGROUND 2> >(cat >&2)';
    const { pid, stop } = await start("bash", ["-c", command, file], /resuming normal operations/);
    return { name: "Apache with mod_auth_openidc", port, pid, stop };
}

function server({ directory }: Setting, port: number): string {
    return `ServerRoot ${directory}
ServerName app.localhost
PidFile ${directory}/apache.pid
ErrorLog /dev/stderr
User www-data
Group www-data
Listen 127.0.0.1:${port}
${[...loaded, "auth_openidc"].map((name) => `LoadModule ${name}_module ${modules}/mod_${name}.so`).join("\n")}
# A websocket takes a thread, and by default there are 400. Requests take as long either way.
ThreadLimit 64
ThreadsPerChild 64
ServerLimit 40
MaxRequestWorkers 2560
MaxKeepAliveRequests 0
`;
}

function virtualHost({ directory, provider, pages, webSockets }: Setting, port: number): string {
    return `<VirtualHost 127.0.0.1:${port}>
    SSLEngine on
    SSLCertificateFile ${directory}/cert.pem
    SSLCertificateKeyFile ${directory}/key.pem
    OIDCProviderIssuer ${provider.origin}
    OIDCProviderAuthorizationEndpoint https://login.localhost/authorize
    OIDCProviderTokenEndpoint ${provider.tlsOrigin}/token
    OIDCProviderUserInfoEndpoint ${provider.tlsOrigin}/userinfo
    OIDCProviderJwksUri ${provider.tlsOrigin}/jwks
    OIDCClientID ${provider.clientId}
    OIDCClientSecret ${provider.clientSecret}
    OIDCProviderTokenEndpointAuth client_secret_post
    OIDCSSLValidateServer Off
    OIDCScope "openid email"
    OIDCRedirectURI https://app.localhost:${port}/oauth2/idpresponse
    OIDCCryptoPassphrase ${provider.clientSecret}
    ProxyPreserveHost On
    <Location />
        AuthType openid-connect
        Require valid-user
        ProxyPass http://127.0.0.1:${pages}/
    </Location>
    <Location /ws>
        ProxyPass ws://127.0.0.1:${webSockets}/ws
    </Location>
</VirtualHost>
`;
}
