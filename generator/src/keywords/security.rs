//! Security schemes.

vocabulary! {
    SECURITY_SCHEME: "a security scheme" {
        honoured "type": "`http`, `apiKey`, `oauth2`, `openIdConnect`; a warning for `mutualTLS`, which is for the transport",
        documented "description": "the docs of the setter of the credential",
        honoured "name": "of the header, query parameter or cookie",
        honoured "in": "header, query or cookie",
        honoured "scheme": "`bearer`, `basic`; for others the whole value of `Authorization`",
        documented "bearerFormat": "in the docs of the credential",
        documented "flows": "where a token is had, in the docs of the credential",
        documented "openIdConnectUrl": "in the docs of the credential",
        honoured "x-env": "the environment variable of the credential",
    }
}

vocabulary! {
    OAUTH_FLOWS: "flows" {
        documented "implicit": "see the flow",
        documented "password": "see the flow",
        documented "clientCredentials": "see the flow",
        documented "authorizationCode": "see the flow",
    }
}

vocabulary! {
    OAUTH_FLOW: "an OAuth flow" {
        documented "authorizationUrl": "in the docs of the credential",
        documented "tokenUrl": "in the docs of the credential",
        documented "refreshUrl": "in the docs of the credential",
        documented "scopes": "in the docs of the credential",
    }
}
