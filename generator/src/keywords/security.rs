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
        documented "oauth2MetadataUrl": "in the docs of the credential; of OpenAPI 3.2",
        documented "deprecated": "in the docs of the credential; of OpenAPI 3.2",
        honoured "x-env": "the environment variable of the credential",
    }
}

vocabulary! {
    OAUTH_FLOWS: "flows" {
        documented "implicit": "see the flow",
        documented "password": "see the flow",
        documented "clientCredentials": "see the flow",
        documented "authorizationCode": "see the flow",
        documented "deviceAuthorization": "see the flow; of OpenAPI 3.2",
    }
}

vocabulary! {
    OAUTH_FLOW: "an OAuth flow" {
        documented "authorizationUrl": "in the docs of the credential",
        documented "deviceAuthorizationUrl": "in the docs of the credential; of OpenAPI 3.2",
        documented "tokenUrl": "in the docs of the credential",
        documented "refreshUrl": "in the docs of the credential",
        documented "scopes": "in the docs of the credential",
    }
}
