/*
The papers of a verification have a shape: a list of objects, each of which says which paper it is and where it is
stored, and may say of what media type. Until now any list or object passed, so nothing that reads them could count on
finding anything.
*/

set local lock_timeout = '3s';

alter table verifications add constraint ck_verifications_documents_shape check (
  jsonb_typeof(documents) = 'array'
  and jsonb_array_length(documents) <= 20
  -- Strict: else an array in the list would be looked into, and pass for what is in it.
  and not jsonb_path_exists(documents, 'strict $[*] ? (@.type() != "object")')
  and not jsonb_path_exists(
    documents,
    '$[*] ? (!(
      @.kind.type() == "string"
      && (@.kind == "emirates_id_front" || @.kind == "emirates_id_back" || @.kind == "trade_license" || @.kind == "other")
      && @.storageKey.type() == "string"
      && @.storageKey != ""
      && (!exists(@.contentType) || @.contentType.type() == "string")
      && !exists(@.keyvalue().key ? (@ != "kind" && @ != "storageKey" && @ != "contentType"))
    ))'
  )
);

comment on column verifications.documents is
  'Which papers, and where they are stored: at most 20 objects with kind, storageKey and perhaps contentType. Never the papers themselves.';
