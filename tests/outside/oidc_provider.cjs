// An organisation's own sign-in that is not ours: npm oidc-provider, PKCE required, for browsers and nothing else.
//
//   node oidc_provider.cjs MODULES REDIRECT_URI
//
// Says its issuer on the first line. Whoever types a name and an address is let in; "Cancel" denies.
"use strict";
const http = require("node:http");
const path = require("node:path");
const { generateKeyPairSync } = require("node:crypto");
const { pathToFileURL } = require("node:url");

const [modules, redirectUri] = process.argv.slice(2);
const addresses = new Map(); // by subject, as typed

const settings = {
    clients: [
        {
            client_id: "vaihto",
            redirect_uris: [redirectUri],
            grant_types: ["authorization_code"],
            response_types: ["code"],
            token_endpoint_auth_method: "none",
        },
    ],
    claims: { openid: ["sub"], email: ["email"], profile: ["name"] },
    conformIdTokenClaims: false,
    cookies: { keys: ["only in tests"] },
    features: { devInteractions: { enabled: false } },
    findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ sub, email: addresses.get(sub) }) }),
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    jwks: { keys: [generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ format: "jwk" })] },
    pkce: { required: () => true },
    loadExistingGrant: async (context) => {
        const { client, session, provider } = context.oidc;
        const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
        grant.addOIDCScope("openid email profile");
        await grant.save();
        return grant;
    },
};

const PAGE = `<!doctype html><html lang="en"><title>Other sign-in</title><link rel="icon" href="data:,">
<h1>Other sign-in</h1><form method="post">
<p><label>Name <input name="name"></label></p><p><label>Address <input name="email"></label></p>
<p><button name="does" value="in">Let me in</button> <button name="does" value="out">Cancel</button></p></form></html>`;

async function typed(request) {
    let body = "";
    for await (const piece of request) body += piece;
    return new URLSearchParams(body);
}

function outcome(said) {
    if (said.get("does") !== "in") return { error: "access_denied", error_description: "they changed their mind" };
    addresses.set(said.get("name"), said.get("email"));
    return { select_account: {}, login: { accountId: said.get("name") } };
}

async function main() {
    const { default: Provider, interactionPolicy } = await import(pathToFileURL(path.join(modules, "oidc-provider/lib/index.js")).href);
    const policy = interactionPolicy.base();
    policy.add(new interactionPolicy.Prompt({ name: "select_account", requestable: true }), 0);
    settings.interactions.policy = policy;
    const server = http.createServer();
    server.listen(0, "127.0.0.1", () => {
        const issuer = `http://127.0.0.1:${server.address().port}`;
        const provider = new Provider(issuer, settings);
        const answer = provider.callback();
        server.on("request", async (request, response) => {
            if (!request.url.startsWith("/interaction/")) return answer(request, response);
            if (request.method === "GET") return response.setHeader("Content-Type", "text/html").end(PAGE);
            const result = outcome(await typed(request));
            return provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
        });
        console.log(issuer);
    });
}

main();
