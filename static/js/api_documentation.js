// Shows the OpenAPI document with Swagger UI; nothing is asked of any other server.
"use strict";

const place = document.getElementById("api-documentation");

window.SwaggerUIBundle({
  url: place.dataset.schema,
  domNode: place,
  presets: [window.SwaggerUIBundle.presets.apis],
  layout: "BaseLayout",
  deepLinking: true,
  docExpansion: "list",
  validatorUrl: null,
  filter: true,
  tryItOutEnabled: false,
});
