# Whether a file is an OpenAPI 3.0 document, by the schema that JSON::Validator brings; and whether
# a body fits one of its schemas: openapi.pl FILE [SCHEMA-NAME < BODY].
use strict;
use warnings;
use JSON::Validator;
use Mojo::JSON 'decode_json';

my ($file, $name) = @ARGV;
open my $in, '<', $file or die "$file: $!\n";
my $document = decode_json(do { local $/; <$in> });
my $schema = JSON::Validator->new->schema($document)->schema;
die "this is not OpenAPI 3.0: " . ref($schema) . "\n" unless ref($schema) =~ /OpenAPIv3/;
if (my @errors = @{$schema->errors}) {
    die join("\n", @errors) . "\n";
}
if ($name) {
    my $body = decode_json(do { local $/; <STDIN> });
    my $part = {%{$document}, '$ref' => "#/components/schemas/$name"};
    delete $part->{$_} for qw(openapi info servers security paths);
    my @errors = JSON::Validator->new->schema($part)->validate($body);
    die join("\n", @errors) . "\n" if @errors;
}
print "valid\n";
